using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>Runs a network forward and backward on one block of lanes, for tests that look at loss and gradients.</summary>
internal sealed unsafe class GradientHarness : IDisposable
{
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _gradients;
    private readonly LaneWorkspace _workspace;
    private readonly float[] _images;
    private readonly int[] _labels;

    public GradientHarness(Network network, float[] images, int[] labels, int lanes, LaneKernels kernels)
    {
        _images = images;
        _labels = labels;
        _weights = new AlignedBuffer(network.Values.Length);
        network.Values.CopyTo(_weights.Span);
        _gradients = new AlignedBuffer(network.Values.Length);
        _workspace = new LaneWorkspace(LanePlan.Compile(network, PlanMode.Training), lanes)
        {
            Kernels = kernels,
            Weights = _weights.Start,
            WeightGradients = _gradients.Start,
            UsedLanes = labels.Length,
            DropoutKey = 77,
        };
    }

    public Span<float> Weights => _weights.Span;

    public Span<float> Gradients => _gradients.Span;

    public float[] Logits { get; private set; } = [];

    /// <summary>Summed cross-entropy divided by the number of images; leaves the gradients of that mean in <see cref="Gradients"/>.</summary>
    public double Run(float smoothing = 0, bool backward = true)
    {
        fixed (float* images = _images)
        fixed (int* labels = _labels)
        {
            LaneKernels kernels = _workspace.Kernels;
            kernels.LoadFloats(images, _labels.Length, _workspace.Input);
            _workspace.Plan.Forward(_workspace);
            int classes = _workspace.Plan.Definition.ClassCount;
            Logits = new Span<float>(_workspace.Output.Start, classes * _workspace.Lanes).ToArray();
            double loss = kernels.CrossEntropy(
                _workspace.Output.Start, classes, _workspace.Lanes, _labels.Length, labels, smoothing, 1f / _labels.Length, _workspace.OutputGradient.Start, out _);
            if (backward)
            {
                Gradients.Clear();
                _workspace.Plan.Backward(_workspace);
            }

            return loss / _labels.Length;
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _weights.Dispose();
        _gradients.Dispose();
    }
}
