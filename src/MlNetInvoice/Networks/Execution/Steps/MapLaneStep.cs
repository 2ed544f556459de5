using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Convolution or dense layer of few images into maps in the lanes; its weights are laid out for it (<see cref="MapLaneWeights"/>).</summary>
internal unsafe class MapLaneStep(int input, int output, KernelShape kernel, bool dense, MapLaneWeights weights) : LaneStep(input, output)
{
    /// <summary>Where the step's weights lie in the network and where they go.</summary>
    public MapLaneWeights Weights => weights;

    /// <summary>Where the table of the step's offsets begins among those of its plan.</summary>
    public int OffsetTable { get; init; }

    public override void Forward(LaneWorkspace workspace)
    {
        LaneMaps values = workspace.Values(Input);
        float* start = values.Start - (kernel.Padding * (values.RowStride + values.Lanes));
        float* packed = workspace.MapLaneWeights;
        workspace.Kernels.ConvolveToMapLanes(
            start, ShapeIn(workspace), workspace.Offsets + OffsetTable, packed + weights.Packed, packed + weights.PackedBias, workspace.Values(Output).Start);
    }

    /// <summary>How the maps of a workspace lie for this step.</summary>
    public virtual MapLaneShape ShapeIn(LaneWorkspace workspace)
    {
        LaneMaps values = workspace.Values(Input);
        LaneMaps results = workspace.Values(Output);
        bool maps = workspace.Plan.Slots[Input].Lanes == LaneMeaning.Maps;
        return new MapLaneShape
        {
            InputMaps = weights.InputMaps,
            KernelRows = kernel.Rows,
            KernelColumns = kernel.Columns,
            MapStride = maps ? 1 : values.MapStride,
            RowStride = values.RowStride,
            ColumnStride = values.Lanes,
            PlaceStride = !dense || maps ? values.Lanes : 1,
            Rows = results.Rows,
            Columns = results.Columns,
            OutputRowStride = results.RowStride,
            Lanes = results.Lanes,
        };
    }

    public override void Backward(LaneWorkspace workspace) => throw new InvalidOperationException("Maps in the lanes are for use, not for training.");
}
