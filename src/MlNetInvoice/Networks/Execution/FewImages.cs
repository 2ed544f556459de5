using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>Classifies up to a number of images at once by a plan for few images; where a network has none, by the plan for batches. Weights are laid out when the first image comes.</summary>
internal sealed unsafe class FewImages
{
    private readonly int _images;
    private readonly Network _network;
    private readonly LanePlan _batchPlan;
    private readonly WorkspacePool<LaneWorkspace> _pool;
    private readonly AlignedBuffer _weights;
    private readonly Lock _gate = new();
    private LanePlan? _plan;
    private AlignedBuffer? _packed;

    /// <summary>Prepares the path; cheap until the first image comes.</summary>
    /// <param name="network">The network with normalization folded in; its values may change.</param>
    /// <param name="weights">Its values, which do not.</param>
    /// <param name="batchPlan">The plan for batches.</param>
    /// <param name="images">Images of a call: 1, 8 or 16.</param>
    public FewImages(Network network, AlignedBuffer weights, LanePlan batchPlan, int images)
    {
        _network = network;
        _weights = weights;
        _batchPlan = batchPlan;
        _images = images;
        _pool = new WorkspacePool<LaneWorkspace>(Create);
    }

    /// <summary>Writes the scores of the first images and says how many.</summary>
    public int Run(float* floats, byte* bytes, int count, float* scores)
    {
        LaneWorkspace workspace = _pool.Rent();
        workspace.Weights = _weights.Start;
        int classes = workspace.Plan.Definition.ClassCount;
        int used = Math.Min(count, _images);
        if (workspace is not FewImagesWorkspace few)
        {
            workspace.Load(floats, bytes, used);
            workspace.Plan.Forward(workspace);
            workspace.Kernels.Softmax(workspace.Output.Start, classes, workspace.Lanes);
            LaneTranspose.Transpose(workspace.Output.Start, classes, used, workspace.Lanes, scores, classes);
        }
        else
        {
            few.LoadImages(floats, bytes, used);
            few.Plan.Forward(few);
            few.WriteScores(scores, used);
        }

        _pool.Return(workspace);
        return used;
    }

    private LaneWorkspace Create()
    {
        lock (_gate)
        {
            _plan ??= FewImagesCompiler.Compile(_network, _images) ?? _batchPlan;
            if (_plan == _batchPlan)
            {
                return new LaneWorkspace(_plan, Math.Max(_images, 8));
            }

            _packed ??= FewImagesCompiler.Pack(_plan, _weights.Span);
        }

        return new FewImagesWorkspace(_plan, _images, _packed);
    }
}
