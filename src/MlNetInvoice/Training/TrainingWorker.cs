using MlNetInvoice.Data;
using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Training;

/// <summary>One thread's part of a training: its workspace, its gradients, and its share of each mini-batch.</summary>
internal sealed unsafe class TrainingWorker : IDisposable
{
    private readonly LaneWorkspace _workspace;
    private readonly ImageDistorter? _distorter;
    private readonly AlignedBuffer _gradients;
    private readonly byte[] _distorted;
    private readonly int[] _labels;
    private readonly float _smoothing;
    private readonly (int Start, int Count)[] _sums;

    public TrainingWorker(LanePlan plan, int lanes, int values, AlignedBuffer weights, TrainingOptions options, DisplacementField? field)
    {
        _gradients = new AlignedBuffer(values);
        _workspace = new LaneWorkspace(plan, lanes) { Weights = weights.Start, WeightGradients = _gradients.Start };
        _sums = [.. plan.Steps.OfType<NormalizationStep>().Select(s => s.Sums)];
        _labels = new int[lanes];
        _smoothing = options.LabelSmoothing;
        LayerShape input = plan.Definition.Input;
        if (options.Augmentation is not null)
        {
            _distorter = new ImageDistorter(options.Augmentation, field, input.Rows, input.Columns);
        }

        _distorted = GC.AllocateUninitializedArray<byte>(_distorter is null ? 0 : lanes * input.Length, pinned: true);
    }

    /// <summary>Gradients of the current mini-batch, in the order of the network's values.</summary>
    public float* Gradients => _gradients.Start;

    /// <summary>Summed loss since <see cref="Reset"/>.</summary>
    public double Loss { get; private set; }

    /// <summary>Images classified right since <see cref="Reset"/>.</summary>
    public long Correct { get; private set; }

    public void Reset()
    {
        Loss = 0;
        Correct = 0;
    }

    /// <summary>Computes the gradients of some images, divided by the size of the whole mini-batch.</summary>
    /// <param name="images">The epoch's images.</param>
    /// <param name="order">Which of them, in this order.</param>
    /// <param name="batchSize">Images of the whole mini-batch.</param>
    /// <param name="epochKey">Decides distortions, together with the image's number.</param>
    /// <param name="stepKey">Decides dropout, together with the place in the batch.</param>
    public void Process(LabeledImages images, ReadOnlySpan<int> order, int batchSize, ulong epochKey, ulong stepKey)
    {
        int blocks = (order.Length + _workspace.Lanes - 1) / _workspace.Lanes;
        ClearSums(blocks == 0);
        for (int block = 0; block < blocks; block++)
        {
            int start = (int)((long)order.Length * block / blocks);
            int end = (int)((long)order.Length * (block + 1) / blocks);
            _workspace.AddsGradients = block > 0;
            _workspace.DropoutKey = SeededRandom.Mix(stepKey + (ulong)start);
            ProcessBlock(images, order[start..end], 1f / batchSize, epochKey);
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _gradients.Dispose();
    }

    /// <summary>The first block overwrites the gradients of weights, which saves clearing them; what normalization sums begins at zero, and so does all without an image.</summary>
    private void ClearSums(bool all)
    {
        if (all)
        {
            _gradients.Span.Clear();
        }

        foreach ((int start, int count) in _sums)
        {
            _gradients.Span.Slice(start, count).Clear();
        }
    }

    private void ProcessBlock(LabeledImages images, ReadOnlySpan<int> order, float scale, ulong epochKey)
    {
        if (_workspace.UsedLanes != order.Length)
        {
            _workspace.UsedLanes = order.Length;
        }

        byte** pointers = stackalloc byte*[order.Length];
        fixed (byte* pixels = images.Pixels)
        fixed (byte* distorted = _distorted)
        fixed (int* labels = _labels)
        {
            long size = (long)images.Rows * images.Columns;
            for (int n = 0; n < order.Length; n++)
            {
                labels[n] = images.Labels[order[n]];
                pointers[n] = pixels + (order[n] * size);
                if (_distorter is not null)
                {
                    byte* target = distorted + (n * size);
                    _distorter.Distort(new ReadOnlySpan<byte>(pointers[n], (int)size), new Span<byte>(target, (int)size), SeededRandom.Mix(epochKey + (ulong)order[n]));
                    pointers[n] = target;
                }
            }

            _workspace.Kernels.LoadBytes(pointers, order.Length, _workspace.Input);
            LanePlan plan = _workspace.Plan;
            plan.Forward(_workspace);
            Loss += _workspace.Kernels.CrossEntropy(
                _workspace.Output.Start,
                plan.Definition.ClassCount,
                _workspace.Lanes,
                order.Length,
                labels,
                _smoothing,
                scale,
                _workspace.OutputGradient.Start,
                out int correct);
            Correct += correct;
            plan.Backward(_workspace);
        }
    }
}
