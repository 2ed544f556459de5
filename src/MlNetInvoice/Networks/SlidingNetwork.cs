using System.Diagnostics.CodeAnalysis;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks;

/// <summary>
/// A network for windows, slid along a strip: what neighbouring windows share is computed once (the space displacement neural network of LeCun, Bottou, Bengio and
/// Haffner 1998, section VII). Gives for each window what <see cref="NetworkClassifier"/> gives for it alone, by the same kernels: the strip's columns take the place of the
/// batch's lanes. Immutable; safe to share between threads; a call runs on the calling thread and, once warm, allocates nothing.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The buffer frees itself when it is collected; disposing of it while another thread classifies would not be safe.")]
internal sealed unsafe class SlidingNetwork
{
    private readonly AlignedBuffer _weights;
    private readonly WorkspacePool<StripWorkspace> _pool;

    /// <summary>Takes a copy of a network.</summary>
    /// <param name="network">A network of one channel that <see cref="CanSlide"/>.</param>
    /// <exception cref="ArgumentException">The network reads several channels, or has a layer that cannot slide; the message names it.</exception>
    public SlidingNetwork(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.Definition;
        if (definition.Input.Channels != 1)
        {
            throw new ArgumentException($"A network that slides along a strip reads one channel, but \"{definition.Name}\" reads {definition.Input.Channels}.", nameof(network));
        }

        int fault = PlanCompiler.FindLayerThatCannotSlide(definition);
        if (fault >= 0)
        {
            throw new ArgumentException(
                $"Layer {fault + 1} ({definition.LayerNames[fault]}) of the network \"{definition.Name}\" cannot slide along a strip: convolutions must have no padding, and pooling windows must touch.",
                nameof(network));
        }

        Rows = definition.Input.Rows;
        Columns = definition.Input.Columns;
        ClassCount = definition.ClassCount;
        Network folded = network.FoldNormalization();
        _weights = FilteredWeights.Append(folded, strip: true);
        LanePlan plan = LanePlan.Compile(folded, PlanMode.Strip);
        _pool = new WorkspacePool<StripWorkspace>(() => new StripWorkspace(plan));
        Step = plan.Slots[plan.OutputSlot].Columns.Step;
    }

    /// <summary>Rows of a strip.</summary>
    public int Rows { get; }

    /// <summary>Columns of a window.</summary>
    public int Columns { get; }

    /// <summary>Columns from the beginning of one window to that of the next.</summary>
    public int Step { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Whether a network can slide along a strip: one channel, no padding, pooling windows that touch.</summary>
    /// <param name="definition">The network without its weights.</param>
    public static bool CanSlide(NetworkDefinition definition) => definition.Input.Channels == 1 && PlanCompiler.FindLayerThatCannotSlide(definition) < 0;

    /// <summary>Number of windows in a strip; 0 where it is narrower than one.</summary>
    /// <param name="width">Columns of the strip.</param>
    public int GetPositions(int width) => width < Columns ? 0 : ((width - Columns) / Step) + 1;

    /// <summary>Classifies every window of a strip.</summary>
    /// <param name="strip">Rows × width bytes, row-major, 0 paper to 255 ink.</param>
    /// <param name="width">Columns of the strip, at least <see cref="Columns"/>.</param>
    /// <param name="scores">Receives for each window its <see cref="ClassCount"/> logarithms of probability.</param>
    public void Classify(ReadOnlySpan<byte> strip, int width, Span<float> scores)
    {
        int positions = GetPositions(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1, nameof(width));
        if (strip.Length != Rows * width || scores.Length != positions * ClassCount)
        {
            throw new ArgumentException($"A strip of {width} columns has {Rows * width} values and {positions * ClassCount} scores, not {strip.Length} and {scores.Length}.");
        }

        StripWorkspace workspace = _pool.Rent();
        workspace.Weights = _weights.Start;
        workspace.Fit(width);
        fixed (byte* pixels = strip)
        fixed (float* rows = scores)
        {
            workspace.Kernels.LoadStrip(pixels, width, workspace.Input);
            workspace.Plan.Forward(workspace);
            LaneMaps logits = workspace.Output;
            workspace.Kernels.LogSoftmax(logits.Start, ClassCount, logits.MapStride, positions, rows);
        }

        _pool.Return(workspace);
        GC.KeepAlive(this);
    }
}
