using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>
/// The detector over a picture of any size at once (LeCun, Bottou, Bengio, Haffner 1998, section VII), by the kernels that <see cref="SlidingNetwork"/> has for strips: a
/// dense layer is a convolution as high and wide as its input, and every pooling halves rows and columns, so that an answer stands at every eighth pixel. Belongs to one thread.
/// </summary>
internal sealed unsafe class DetectorStages : IDisposable
{
    private readonly Network _network;
    private readonly AlignedBuffer _weights;
    private AlignedBuffer _first = new(0);
    private AlignedBuffer _second = new(0);

    public DetectorStages(Network network)
    {
        _network = network.FoldNormalization();
        _weights = AlignedBuffer.CopyOf(_network.Values);
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

        var shape = new LayerShape(1, rows, columns);
        Reserve(shape);
        LaneMaps maps = LaneMaps.OfStrip(_first.Start, shape);
        for (int y = 0; y < rows; y++)
        {
            pixels.Slice(y * columns, columns).CopyTo(new Span<float>(maps.Row(0, y), columns));
        }

        for (int i = 0; i < _network.Definition.Layers.Count; i++)
        {
            LayerShape next = Behind(i, shape);
            LaneMaps target = next == shape ? maps : LaneMaps.OfStrip(maps.Start == _first.Start ? _second.Start : _first.Start, next);
            Apply(i, maps, target);
            (maps, shape) = (target, next);
        }

        float[] values = new float[shape.Rows * shape.Columns * DetectorWindows.ClassCount];
        fixed (float* scores = values)
        {
            for (int y = 0; y < shape.Rows; y++)
            {
                LaneKernels.Best.LogSoftmax(
                    maps.Row(0, y), DetectorWindows.ClassCount, maps.MapStride, shape.Columns, scores + (y * shape.Columns * DetectorWindows.ClassCount));
            }
        }

        foreach (ref float value in values.AsSpan())
        {
            value = MathF.Exp(value);
        }

        return new HeatMap(values, shape.Rows, shape.Columns);
    }

    public void Dispose()
    {
        _weights.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>Shape of the maps that a layer makes of a picture's.</summary>
    private LayerShape Behind(int layer, LayerShape shape) => _network.Definition.Layers[layer] switch
    {
        Convolution2D or Dense => new LayerShape(
            _network.Definition.Shapes[layer].Channels, shape.Rows - KernelOf(layer).Rows + 1, shape.Columns - KernelOf(layer).Columns + 1),
        MaxPooling pooling => new LayerShape(shape.Channels, shape.Rows / pooling.Size, shape.Columns / pooling.Size),
        _ => shape,
    };

    private void Apply(int layer, LaneMaps source, LaneMaps target)
    {
        switch (_network.Definition.Layers[layer])
        {
            case Convolution2D or Dense:
                float* weights = _weights.Start + _network.Parameters[_network.FirstParameters[layer]].Offset;
                float* bias = _weights.Start + _network.Parameters[_network.FirstParameters[layer] + 1].Offset;
                LaneKernels.Best.Convolve(source, weights, bias, target, KernelOf(layer));
                break;
            case MaxPooling pooling:
                LaneKernels.Best.MaxPool(source, target, PoolWindow.Square(pooling.Size, pooling.Size), rectify: false);
                break;
            case Relu:
                LaneKernels.Best.Activate(ActivationKind.Relu, source, target);
                break;
        }
    }

    private KernelShape KernelOf(int layer)
    {
        LayerShape input = _network.Definition.InputOf(layer);
        return _network.Definition.Layers[layer] is Convolution2D convolution
            ? KernelShape.Square(convolution.Kernel, convolution.Padding)
            : new KernelShape(input.Rows, input.Columns);
    }

    private void Reserve(LayerShape shape)
    {
        long most = LaneMaps.StripLength(shape);
        for (int i = 0; i < _network.Definition.Layers.Count; i++)
        {
            shape = Behind(i, shape);
            most = Math.Max(most, LaneMaps.StripLength(shape));
        }

        if (_first.Length < most)
        {
            _first.Dispose();
            _second.Dispose();
            _first = new AlignedBuffer(most);
            _second = new AlignedBuffer(most);
        }
    }
}
