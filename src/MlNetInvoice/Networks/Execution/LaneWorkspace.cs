using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>The memory in which one thread runs a plan on one block of lanes. Nothing is allocated after construction.</summary>
internal unsafe class LaneWorkspace : IDisposable
{
    private AlignedBuffer _buffer;
    private readonly LaneMaps[] _values;
    private readonly LaneMaps[] _gradients;

    public LaneWorkspace(LanePlan plan, int lanes)
    {
        Plan = plan;
        Lanes = lanes;
        long length = 0;
        foreach (MapSlot slot in plan.Slots)
        {
            long size = RoundUp(LaneMaps.LengthOf(slot.Shape, slot.Border, lanes));
            length += slot.HasGradient && !slot.GradientOverwritesValues ? 2 * size : size;
        }

        long scratch = RoundUp(Math.Max(plan.ScratchLength, plan.ScratchPerLane * lanes));
        long saved = RoundUp(plan.SavedLength);
        _buffer = new AlignedBuffer(length + scratch + saved + RoundUp(lanes));
        _values = new LaneMaps[plan.Slots.Length];
        _gradients = new LaneMaps[plan.Slots.Length];
        float* next = _buffer.Start;
        foreach (MapSlot slot in plan.Slots)
        {
            long size = RoundUp(LaneMaps.LengthOf(slot.Shape, slot.Border, lanes));
            _values[slot.Index] = new LaneMaps(next, slot.Shape, slot.Border, lanes);
            if (slot.HasGradient && !slot.GradientOverwritesValues)
            {
                next += size;
            }

            _gradients[slot.Index] = new LaneMaps(next, slot.Shape, slot.Border, lanes);
            next += size;
        }

        Scratch = next;
        Saved = next + scratch;
        Mask = next + scratch + saved;
        UsedLanes = lanes;
    }

    /// <summary>A workspace whose maps are laid out by its own rules; of one lane.</summary>
    protected LaneWorkspace(LanePlan plan)
    {
        Plan = plan;
        Lanes = 1;
        _buffer = new AlignedBuffer(0);
        _values = new LaneMaps[plan.Slots.Length];
        _gradients = [];
    }

    public LanePlan Plan { get; }

    /// <summary>Lanes of every map.</summary>
    public int Lanes { get; }

    /// <summary>Lanes that hold an image; the rest is zero.</summary>
    public int UsedLanes
    {
        get;
        set
        {
            field = value;
            for (int n = 0; n < Lanes; n++)
            {
                Mask[n] = n < value ? 1 : 0;
            }
        }
    }

    public LaneKernels Kernels { get; init; } = LaneKernels.Best;

    /// <summary>All values of the network, in the order of <see cref="Network.Values"/>.</summary>
    public float* Weights { get; set; }

    /// <summary>Weights laid out for steps that have maps in the lanes.</summary>
    public float* MapLaneWeights { get; protected init; }

    /// <summary>Tables of offsets for those steps.</summary>
    public int* Offsets { get; protected init; }

    /// <summary>Where gradients go, at the same offsets; running statistics are summed at theirs.</summary>
    public float* WeightGradients { get; set; }

    /// <summary>Whether the gradients of convolution and dense weights are added to what is there, or overwrite it. Those of normalization are always added.</summary>
    public bool AddsGradients { get; set; } = true;

    /// <summary>Memory that a step may use while it runs.</summary>
    public float* Scratch { get; protected set; }

    /// <summary>What normalization keeps from forward to backward.</summary>
    public float* Saved { get; }

    /// <summary>1 for a lane that is used, 0 for one that is not.</summary>
    public float* Mask { get; }

    /// <summary>From which dropout draws: another key, other zeros.</summary>
    public ulong DropoutKey { get; set; }

    public LaneMaps Input => _values[0];

    public LaneMaps Output => _values[Plan.OutputSlot];

    public LaneMaps OutputGradient => _gradients[Plan.OutputSlot];

    /// <summary>Bytes that this workspace holds.</summary>
    public long Bytes => _buffer.Length * sizeof(float);

    public LaneMaps Values(int slot) => _values[slot];

    public LaneMaps Gradients(int slot) => _gradients[slot];

    /// <summary>Puts images into the lanes of the input, floats or bytes, image after image; the other lanes become zero.</summary>
    public void Load(float* floats, byte* bytes, int count)
    {
        if (bytes is null)
        {
            Kernels.LoadFloats(floats, count, Input);
            return;
        }

        byte** images = stackalloc byte*[count];
        for (int n = 0; n < count; n++)
        {
            images[n] = bytes + ((long)n * Plan.Definition.InputLength);
        }

        Kernels.LoadBytes(images, count, Input);
    }

    public void Dispose() => _buffer.Dispose();

    /// <summary>Where the memory begins.</summary>
    protected float* Start => _buffer.Start;

    /// <summary>Makes room for some floats; what was in the memory may be lost.</summary>
    protected void Reserve(long length)
    {
        if (_buffer.Length < length)
        {
            _buffer.Dispose();
            _buffer = new AlignedBuffer(length);
        }
    }

    /// <summary>Says where the values of a slot are.</summary>
    protected void Place(int slot, LaneMaps values) => _values[slot] = values;

    // Sixteen floats more between the parts, so that no two of them share a line and none begins at the same cache set as another.
    protected static long RoundUp(long length) => (length + 31) & ~15L;
}
