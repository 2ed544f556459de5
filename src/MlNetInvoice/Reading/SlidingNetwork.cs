using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>
/// A network for windows, slid along a strip: what neighbouring windows share is computed once (the space displacement neural network of LeCun, Bottou, Bengio and
/// Haffner 1998, section VII). The first pooling halves the columns, so that a window begins at every second column; later ones keep that step and the kernels behind
/// them skip columns instead. Gives for each window exactly what the network gives for it alone. Immutable; safe to share between threads; a call runs on the calling
/// thread and, once warm, allocates nothing.
/// </summary>
internal sealed unsafe class SlidingNetwork
{
    private readonly SlidingStage[] _stages;
    private readonly SlidingWorkspace?[] _free = new SlidingWorkspace?[Math.Max(2, Environment.ProcessorCount)];

    /// <summary>Takes a copy of a network.</summary>
    /// <param name="network">Convolutions without padding, pooling of windows that touch, ReLU, dense layers; normalization behind a convolution or dense layer.</param>
    /// <exception cref="ArgumentException">The network has another layer; the message names it.</exception>
    public SlidingNetwork(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.Definition;
        if (definition.Input.Channels != 1)
        {
            throw new ArgumentException($"A network that slides along a strip reads one channel, but \"{definition.Name}\" reads {definition.Input.Channels}.", nameof(network));
        }

        Rows = definition.Input.Rows;
        Columns = definition.Input.Columns;
        ClassCount = definition.ClassCount;
        _stages = SlidingStage.Compile(network.FoldNormalization());
        Step = _stages.Any(stage => stage.PoolSize > 1) ? _stages.First(stage => stage.PoolSize > 1).PoolSize : 1;
    }

    /// <summary>Rows of a strip.</summary>
    public int Rows { get; }

    /// <summary>Columns of a window.</summary>
    public int Columns { get; }

    /// <summary>Columns from the beginning of one window to that of the next.</summary>
    public int Step { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Whether a network can slide along a strip.</summary>
    /// <param name="definition">The network without its weights.</param>
    public static bool CanSlide(NetworkDefinition definition) =>
        definition.Input.Channels == 1 && definition.Layers.All(layer => layer is not (Convolution2D { Padding: > 0 } or Sigmoid or Tanh));

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
            throw new ArgumentException($"A strip of {width} columns has {Rows * width} values and wants {positions * ClassCount} scores, not {strip.Length} and {scores.Length}.");
        }

        SlidingWorkspace workspace = Rent();
        workspace.Reserve(_stages, Rows, width);
        float* input = workspace.Load(strip, Rows, width);
        int stride = SlidingWorkspace.Stride(width);
        int columns = width;
        int rows = Rows;
        float* result = input;
        for (int i = 0; i < _stages.Length; i++)
        {
            SlidingStage stage = _stages[i];
            float* convolved = workspace.Other(result);
            int outColumns = columns - ((stage.KernelColumns - 1) * stage.Dilation);
            int outRows = rows - stage.KernelRows + 1;
            StripKernels.Convolve(result, rows, stride, stage, convolved, outRows, outColumns);
            result = convolved;
            rows = outRows;
            columns = outColumns;
            if (stage.PoolSize > 1)
            {
                float* pooled = workspace.Other(result);
                StripKernels.Pool(result, rows, columns, stride, stage, pooled);
                rows /= stage.PoolSize;
                columns = stage.PoolStride > 1 ? columns / stage.PoolStride : columns - ((stage.PoolSize - 1) * stage.Dilation);
                result = pooled;
            }
        }

        StripKernels.LogSoftmax(result, stride, ClassCount, positions, scores);
        Return(workspace);
        GC.KeepAlive(this);
    }

    private SlidingWorkspace Rent()
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is SlidingWorkspace workspace)
            {
                return workspace;
            }
        }

        return new SlidingWorkspace();
    }

    private void Return(SlidingWorkspace workspace)
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _free[i], workspace, null) is null)
            {
                return;
            }
        }

        workspace.Dispose();
    }
}
