using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>Runs one image through a network and keeps what every layer made of it.</summary>
internal static unsafe class ActivationTrace
{
    private const int Lanes = 8;

    public static IReadOnlyList<LayerActivation> Run(Network network, ReadOnlySpan<float> image)
    {
        NetworkDefinition definition = network.Definition;
        LanePlan plan = LanePlan.Compile(network, PlanMode.Trace);
        using var weights = AlignedBuffer.CopyOf(network.Values);
        using var workspace = new LaneWorkspace(plan, Lanes) { Weights = weights.Start, UsedLanes = 1 };
        fixed (float* pixels = image)
        {
            workspace.Kernels.LoadFloats(pixels, 1, workspace.Input);
        }

        plan.Forward(workspace);
        var result = new List<LayerActivation>();
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            result.Add(new LayerActivation(definition.LayerNames[i], definition.Shapes[i], ReadFirstLane(workspace.Values(plan.LayerSlots[i]))));
        }

        workspace.Kernels.Softmax(workspace.Output.Start, definition.ClassCount, Lanes);
        result.Add(new LayerActivation("softmax", new LayerShape(definition.ClassCount, 1, 1), ReadFirstLane(workspace.Output)));
        return result;
    }

    private static float[] ReadFirstLane(LaneMaps maps)
    {
        float[] values = new float[maps.Maps * maps.Rows * maps.Columns];
        for (int i = 0; i < values.Length; i++)
        {
            int row = i / maps.Columns;
            values[i] = maps.Row(row / maps.Rows, row % maps.Rows)[i % maps.Columns * maps.Lanes];
        }

        return values;
    }
}
