using System.Diagnostics.CodeAnalysis;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks;

/// <summary>
/// Classifies images by a network. Holds its own copy of the weights with batch normalization folded in. Immutable and safe to use from many threads at once;
/// a call runs on the calling thread and, once warm, allocates nothing.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The buffer frees itself when it is collected; disposing of it while another thread classifies would not be safe.")]
public sealed unsafe class NetworkClassifier
{
    // Beyond this many images a block of 32, in part empty, takes less time than the paths for few; its maps stay in the second-level cache.
    private const int Few = 24;
    private const int Block = 32;

    // One image at a time takes less than eight at once, in part empty, up to this many.
    private const int Single = 4;

    private readonly AlignedBuffer _weights;
    private readonly WorkspacePool<LaneWorkspace> _blocks;
    private readonly FewImages _one;
    private readonly FewImages _eight;
    private readonly FewImages _sixteen;

    /// <summary>Takes a copy of a network.</summary>
    /// <param name="network">The trained network.</param>
    public NetworkClassifier(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Definition = network.Definition;
        Network folded = network.FoldNormalization();
        _weights = FilteredWeights.Append(folded, strip: false);
        LanePlan plan = LanePlan.Compile(folded, PlanMode.Inference);
        _blocks = new WorkspacePool<LaneWorkspace>(() => new LaneWorkspace(plan, Block));
        _one = new FewImages(folded, _weights, plan, 1);
        _eight = new FewImages(folded, _weights, plan, 8);
        _sixteen = new FewImages(folded, _weights, plan, 16);
    }

    /// <summary>The network's definition, as it was given.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Values of one image: channels × rows × columns.</summary>
    public int InputLength => Definition.InputLength;

    /// <summary>Number of classes: the length of one row of scores.</summary>
    public int ClassCount => Definition.ClassCount;

    /// <summary>Scores of images.</summary>
    /// <param name="images">Image after image, each <see cref="InputLength"/> values in the order channel, row, column; ink 1 on paper 0.</param>
    /// <param name="scores">Receives a row of <see cref="ClassCount"/> scores an image: the softmax, at least 0 and summing to 1.</param>
    /// <exception cref="ArgumentException">The images are no whole number, or the scores have another length than images × classes.</exception>
    public void Classify(ReadOnlySpan<float> images, Span<float> scores)
    {
        int count = CountImages(images.Length, scores.Length);
        fixed (float* pixels = images, target = scores)
        {
            for (int start = 0; start < count;)
            {
                int used = Run(pixels + ((long)start * InputLength), null, count - start, target + ((long)start * ClassCount));
                start += used;
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>Scores of images that are held as bytes, 0 paper to 255 ink, as data sets hold them.</summary>
    /// <param name="images">Image after image, each <see cref="InputLength"/> bytes.</param>
    /// <param name="scores">As for the other overload.</param>
    /// <exception cref="ArgumentException">The images are no whole number, or the scores have another length than images × classes.</exception>
    public void Classify(ReadOnlySpan<byte> images, Span<float> scores)
    {
        int count = CountImages(images.Length, scores.Length);
        fixed (byte* pixels = images)
        fixed (float* target = scores)
        {
            for (int start = 0; start < count;)
            {
                int used = Run(null, pixels + ((long)start * InputLength), count - start, target + ((long)start * ClassCount));
                start += used;
            }
        }

        GC.KeepAlive(this);
    }

    private int CountImages(int imagesLength, int scoresLength)
    {
        int count = imagesLength / InputLength;
        if (count * InputLength != imagesLength)
        {
            throw new ArgumentException($"{imagesLength} values are no whole number of images of {InputLength} values ({Definition.Input}).");
        }

        return (long)count * ClassCount == scoresLength
            ? count
            : throw new ArgumentException($"{count} images and {ClassCount} classes want {(long)count * ClassCount} scores, but there is room for {scoresLength}.");
    }

    private int Run(float* floats, byte* bytes, int count, float* scores)
    {
        if (count <= Few)
        {
            FewImages few = count <= Single ? _one : count <= 8 ? _eight : _sixteen;
            return few.Run(floats, bytes, count, scores);
        }

        LaneWorkspace workspace = _blocks.Rent();
        int used = Math.Min(count, workspace.Lanes);
        workspace.Weights = _weights.Start;
        workspace.Load(floats, bytes, used);
        workspace.Plan.Forward(workspace);
        float* output = workspace.Output.Start;
        workspace.Kernels.Softmax(output, ClassCount, workspace.Lanes);
        LaneTranspose.Transpose(output, ClassCount, used, workspace.Lanes, scores, ClassCount);
        _blocks.Return(workspace);
        return used;
    }
}
