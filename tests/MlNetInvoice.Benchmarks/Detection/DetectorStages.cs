using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>
/// The detector over a picture of any size at once (LeCun, Bottou, Bengio, Haffner 1998, section VII), by the kernels of <see cref="SlidingNetwork"/>: a dense layer is a
/// convolution as high and wide as its input, and every pooling halves rows and columns, so that an answer stands at every eighth pixel. Belongs to one thread.
/// </summary>
internal sealed unsafe class DetectorStages : IDisposable
{
    // Kernels read and write whole vectors past the end of a row.
    private const int Slack = 512;

    private readonly List<SlidingStage> _stages = [];
    private AlignedBuffer _first = new(0);
    private AlignedBuffer _second = new(0);

    public DetectorStages(Network network)
    {
        Network folded = network.FoldNormalization();
        NetworkDefinition definition = folded.Definition;
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            if (definition.Layers[i] is Convolution2D or Dense)
            {
                _stages.Add(Compile(folded, i));
            }
        }
    }

    /// <summary>Probabilities of the classes at every eighth row and column of a padded picture; none where it is smaller than a window.</summary>
    /// <param name="pixels">Rows × columns values of 0 to 1.</param>
    /// <param name="rows">Rows of the picture.</param>
    /// <param name="columns">Columns of the picture.</param>
    public HeatMap Run(ReadOnlySpan<float> pixels, int rows, int columns)
    {
        if (rows < DetectorWindows.Rows || columns < DetectorWindows.Columns)
        {
            return new HeatMap([], 0, 0);
        }

        int stride = SlidingWorkspace.Stride(columns);
        Reserve(rows, stride);
        float* source = _first.Start;
        for (int y = 0; y < rows; y++)
        {
            pixels.Slice(y * columns, columns).CopyTo(new Span<float>(source + ((long)y * stride), columns));
        }

        foreach (SlidingStage stage in _stages)
        {
            float* target = source == _first.Start ? _second.Start : _first.Start;
            int outRows = rows - stage.KernelRows + 1;
            columns -= stage.KernelColumns - 1;
            StripKernels.Convolve(source, rows, stride, stage, target, outRows, columns);
            rows = outRows;
            if (stage.PoolSize > 1)
            {
                StripKernels.Pool(target, rows, columns, stride, stage, source);
                rows /= stage.PoolSize;
                columns /= stage.PoolSize;
            }
            else
            {
                source = target;
            }
        }

        float[] values = new float[rows * columns * DetectorWindows.ClassCount];
        float* logits = stackalloc float[DetectorWindows.ClassCount];
        for (int at = 0; at < rows * columns; at++)
        {
            (int y, int x) = (at / columns, at % columns);
            float most = float.NegativeInfinity;
            for (int c = 0; c < DetectorWindows.ClassCount; c++)
            {
                logits[c] = source[((((long)c * rows) + y) * stride) + x];
                most = Math.Max(most, logits[c]);
            }

            float sum = 0;
            for (int c = 0; c < DetectorWindows.ClassCount; c++)
            {
                sum += logits[c] = MathF.Exp(logits[c] - most);
            }

            for (int c = 0; c < DetectorWindows.ClassCount; c++)
            {
                values[(at * DetectorWindows.ClassCount) + c] = logits[c] / sum;
            }
        }

        return new HeatMap(values, rows, columns);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    // One layer with the ReLU and pooling behind it, as a network of its own for the smallest picture it takes: its pooling then steps in both directions.
    private static SlidingStage Compile(Network network, int layer)
    {
        NetworkDefinition definition = network.Definition;
        LayerDefinition[] behind = [.. definition.Layers.Skip(layer + 1).TakeWhile(l => l is Relu or MaxPooling)];
        int pool = behind.OfType<MaxPooling>().FirstOrDefault()?.Size ?? 1;
        LayerShape input = definition.InputOf(layer);
        LayerShape shape = definition.Layers[layer] is Convolution2D convolution
            ? new LayerShape(input.Channels, convolution.Kernel + pool - 1, convolution.Kernel + pool - 1)
            : input;
        int maps = definition.Shapes[layer].Channels;
        Network alone = Network.CreateEmpty(new NetworkDefinition("stage", shape, maps, [definition.Layers[layer], .. behind]));
        for (int p = 0; p < 2; p++)
        {
            network.Parameters[network.FirstParameters[layer] + p].Values.CopyTo(alone.Parameters[p].Values);
        }

        return SlidingStage.Compile(alone)[0];
    }

    private void Reserve(int rows, int stride)
    {
        long most = rows;
        foreach (SlidingStage stage in _stages)
        {
            most = Math.Max(most, (long)stage.PaddedOutputs * rows);
            rows /= stage.PoolSize;
        }

        most = (most * stride) + Slack;
        if (_first.Length < most)
        {
            Dispose();
            _first = new AlignedBuffer(most);
            _second = new AlignedBuffer(most);
        }
    }
}
