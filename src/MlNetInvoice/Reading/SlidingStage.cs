using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>One convolution of a <see cref="SlidingNetwork"/> (a dense layer is one as high and wide as its input) with the ReLU and pooling behind it.</summary>
internal sealed unsafe class SlidingStage
{
    /// <summary>Output maps that a kernel computes together.</summary>
    public const int Block = 8;

    // Pinned, so that its address stays.
    private readonly float[] _weights;

    private SlidingStage(int inputs, int outputs, int kernelRows, int kernelColumns, int dilation, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        Inputs = inputs;
        Outputs = outputs;
        KernelRows = kernelRows;
        KernelColumns = kernelColumns;
        Dilation = dilation;
        PoolSize = 1;
        PoolStride = 1;
        int taps = inputs * kernelRows * kernelColumns;
        int blocks = (outputs + Block - 1) / Block;
        // [block][bias × 8, then tap × 8]: the eight weights of a tap lie side by side.
        _weights = GC.AllocateArray<float>(blocks * (taps + 1) * Block, pinned: true);
        Span<float> packed = _weights;
        for (int output = 0; output < outputs; output++)
        {
            int at = (output / Block * (taps + 1) * Block) + (output % Block);
            packed[at] = bias[output];
            for (int tap = 0; tap < taps; tap++)
            {
                packed[at + ((tap + 1) * Block)] = weights[(output * taps) + tap];
            }
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Output maps rounded up to whole blocks; the ones beyond <see cref="Outputs"/> are zero.</summary>
    public int PaddedOutputs => (Outputs + Block - 1) / Block * Block;

    public int KernelRows { get; }

    public int KernelColumns { get; }

    /// <summary>Columns between the taps of a kernel.</summary>
    public int Dilation { get; }

    public bool Rectify { get; private set; }

    public int PoolSize { get; private set; }

    /// <summary>Columns from one pooling window to the next; rows always step by <see cref="PoolSize"/>.</summary>
    public int PoolStride { get; private set; }

    public bool PoolAverage { get; private set; }

    public float* Weights => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_weights));

    public static SlidingStage[] Compile(Network network)
    {
        NetworkDefinition definition = network.Definition;
        var stages = new List<SlidingStage>();
        int dilation = 1;
        bool strided = false;
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            LayerShape input = definition.InputOf(i);
            int first = network.FirstParameters[i];
            switch (definition.Layers[i])
            {
                case Convolution2D { Padding: 0 } convolution:
                    stages.Add(new SlidingStage(
                        input.Channels, convolution.Maps, convolution.Kernel, convolution.Kernel, dilation, network.Parameters[first].Values, network.Parameters[first + 1].Values));
                    break;
                case Dense dense:
                    stages.Add(new SlidingStage(
                        input.Channels, dense.Units, input.Rows, input.Columns, dilation, network.Parameters[first].Values, network.Parameters[first + 1].Values));
                    break;
                case Relu when stages.Count > 0 && stages[^1].PoolSize == 1:
                    stages[^1].Rectify = true;
                    break;
                case MaxPooling pooling when stages.Count > 0 && stages[^1].PoolSize == 1 && pooling.Step == pooling.Size:
                    stages[^1].SetPooling(pooling.Size, ref strided, ref dilation, average: false);
                    break;
                case AveragePooling pooling when stages.Count > 0 && stages[^1].PoolSize == 1 && pooling.Step == pooling.Size:
                    stages[^1].SetPooling(pooling.Size, ref strided, ref dilation, average: true);
                    break;
                case Dropout:
                    break;
                default:
                    throw new ArgumentException(
                        $"Layer {i + 1} ({definition.LayerNames[i]}) of the network \"{definition.Name}\" cannot slide along a strip; "
                        + "convolutions without padding, touching pooling windows, ReLU, dropout and dense layers can.",
                        nameof(network));
            }
        }

        return [.. stages];
    }

    private void SetPooling(int size, ref bool strided, ref int dilation, bool average)
    {
        PoolSize = size;
        PoolAverage = average;
        if (strided)
        {
            PoolStride = 1;
            dilation *= size;
        }
        else
        {
            PoolStride = size;
            strided = true;
        }
    }
}
