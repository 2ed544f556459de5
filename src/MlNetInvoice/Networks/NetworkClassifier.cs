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
    private static readonly int[] LaneCounts = [8, 16, 64];

    private readonly AlignedBuffer _weights;
    private readonly WorkspacePool<LaneWorkspace>[] _pools;

    /// <summary>Takes a copy of a network.</summary>
    /// <param name="network">The trained network.</param>
    public NetworkClassifier(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Definition = network.Definition;
        Network folded = network.FoldNormalization();
        _weights = AlignedBuffer.CopyOf(folded.Values);
        LanePlan plan = LanePlan.Compile(folded, PlanMode.Inference);
        _pools = [.. LaneCounts.Select(lanes => new WorkspacePool<LaneWorkspace>(() => new LaneWorkspace(plan, lanes)))];
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
        WorkspacePool<LaneWorkspace> pool = _pools[count <= LaneCounts[0] ? 0 : count <= LaneCounts[1] ? 1 : 2];
        LaneWorkspace workspace = pool.Rent();
        int used = Math.Min(count, workspace.Lanes);
        workspace.Weights = _weights.Start;
        if (bytes is null)
        {
            workspace.Kernels.LoadFloats(floats, used, workspace.Input);
        }
        else
        {
            byte** images = stackalloc byte*[used];
            for (int n = 0; n < used; n++)
            {
                images[n] = bytes + ((long)n * InputLength);
            }

            workspace.Kernels.LoadBytes(images, used, workspace.Input);
        }

        workspace.Plan.Forward(workspace);
        float* output = workspace.Output.Start;
        workspace.Kernels.Softmax(output, ClassCount, workspace.Lanes);
        LaneTranspose.Transpose(output, ClassCount, used, workspace.Lanes, scores, ClassCount);
        pool.Return(workspace);
        return used;
    }
}
