using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>
/// What <see cref="FilteredConvolutionStep"/> does, for one image with its output maps in the lanes: the same sums in the same order. The values at the points lie as those of the input do, columns or
/// maps in the lanes.
/// </summary>
internal sealed unsafe class FilteredMapLaneStep(int input, int output, KernelShape kernel, MapLaneWeights weights, MinimalFilter filter) : MapLaneStep(input, output, kernel, dense: false, weights)
{
    private readonly KernelShape _kernel = kernel;

    /// <summary>Floats of scratch memory.</summary>
    /// <param name="inputMaps">Input maps.</param>
    /// <param name="outputMaps">Output maps.</param>
    /// <param name="columns">Output columns.</param>
    /// <param name="kernelColumns">Columns of the kernel.</param>
    /// <param name="points">Points of the filter.</param>
    public static long ScratchOf(int inputMaps, int outputMaps, int columns, int kernelColumns, int points) =>
        points * (((long)MapLaneShape.LanesOf(inputMaps) * (columns + kernelColumns + 30)) + ((long)MapLaneShape.LanesOf(outputMaps) * columns));

    public override MapLaneShape ShapeIn(LaneWorkspace workspace) => base.ShapeIn(workspace) with
    {
        KernelRows = 1,
        Rows = 1,
        MapStride = HasMaps(workspace) ? 1 : RowOf(workspace),
    };

    public override void Forward(LaneWorkspace workspace)
    {
        LaneMaps values = workspace.Values(Input);
        LaneMaps results = workspace.Values(Output);
        MapLaneShape shape = ShapeIn(workspace);
        float* weightsAt = workspace.MapLaneWeights + Weights.Packed;
        int read = RowOf(workspace);
        int runs = HasMaps(workspace) ? 1 : Weights.InputMaps;
        int length = results.Columns * results.Lanes;
        float* atPoints = workspace.Scratch;
        float* products = atPoints + ((nint)filter.Points * runs * read);
        float* start = values.Start - (_kernel.Padding * (values.RowStride + values.Lanes));
        for (int tile = 0; tile < MinimalFilter.TilesOf(results.Rows); tile++)
        {
            int row = MinimalFilter.FirstRow(tile, results.Rows);
            for (int i = 0; i < runs; i++)
            {
                float* source = start + ((nint)i * values.MapStride) + ((nint)row * values.RowStride);
                workspace.Kernels.TakeToPoints(filter, source, values.RowStride, atPoints + ((nint)i * read), (nint)runs * read, read);
            }

            for (int p = 0; p < filter.Points; p++)
            {
                float* at = weightsAt + (p * Weights.AtPoint);
                workspace.Kernels.ConvolveToMapLanes(
                    atPoints + ((nint)p * runs * read), shape, workspace.Offsets + OffsetTable, at, at + ((nint)Weights.Inputs * results.Lanes), products + ((nint)p * length));
            }

            workspace.Kernels.TakeFromPoints(filter, products, length, results.Row(0, row), results.RowStride, length);
        }
    }

    private bool HasMaps(LaneWorkspace workspace) => workspace.Plan.Slots[Input].Lanes == LaneMeaning.Maps;

    /// <summary>Floats of a row of values: all columns that the kernel reads; where they are the lanes, whole registers of them.</summary>
    private int RowOf(LaneWorkspace workspace)
    {
        int columns = workspace.Values(Output).Columns + _kernel.Columns - 1;
        return HasMaps(workspace) ? columns * workspace.Values(Input).Lanes : (columns + 15) & ~15;
    }
}
