using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>The memory in which one thread runs a plan of <see cref="FewImagesCompiler"/>: the slots differ in what their lanes are.</summary>
internal sealed unsafe class FewImagesWorkspace : LaneWorkspace
{
    /// <summary>Lays the maps out.</summary>
    /// <param name="plan">A plan for as many images.</param>
    /// <param name="images">Images of a call.</param>
    /// <param name="weights">The weights that the plan laid out.</param>
    public FewImagesWorkspace(LanePlan plan, int images, AlignedBuffer weights)
        : base(plan)
    {
        Images = images;
        MapLaneWeights = weights.Start;
        MapLaneStep[] steps = [.. plan.Steps.OfType<MapLaneStep>()];
        long scratch = RoundUp(Math.Max(SoftmaxLanes * plan.Definition.ClassCount, plan.ScratchLength));
        Reserve(plan.Slots.Sum(s => RoundUp(LengthOf(s))) + scratch + steps.Sum(s => s.Weights.Inputs));
        float* next = Start;
        foreach (MapSlot slot in plan.Slots)
        {
            Place(slot.Index, MapsOf(slot, next));
            next += RoundUp(LengthOf(slot));
        }

        Scratch = next;
        Offsets = (int*)(next + scratch);
        foreach (MapLaneStep step in steps)
        {
            step.ShapeIn(this).FillOffsets(new Span<int>(Offsets + step.OffsetTable, step.Weights.Inputs));
        }
    }

    /// <summary>Images of a call.</summary>
    public int Images { get; }

    /// <summary>Lanes of the scores: the images, rounded up to what kernels take.</summary>
    private int SoftmaxLanes => (Images + 7) & ~7;

    /// <summary>Puts images where the first layer reads them; one alone goes inside the zeros of its padding.</summary>
    public void LoadImages(float* floats, byte* bytes, int count)
    {
        if (Images > 1)
        {
            Load(floats, bytes, count);
            return;
        }

        LayerShape image = Plan.Definition.Input;
        for (int m = 0; m < image.Channels; m++)
        {
            LaneMaps map = Input.Inside(m, image.Rows, image.Columns, Plan.Slots[0].Border);
            if (bytes is not null)
            {
                Kernels.LoadStrip(bytes + (m * image.Rows * image.Columns), image.Columns, map);
                continue;
            }

            for (int y = 0; y < image.Rows; y++)
            {
                new ReadOnlySpan<float>(floats + (((m * image.Rows) + y) * image.Columns), image.Columns).CopyTo(new Span<float>(map.Row(0, y), image.Columns));
            }
        }
    }

    /// <summary>Writes a row of scores for each of the first images.</summary>
    public void WriteScores(float* scores, int used)
    {
        int classes = Plan.Definition.ClassCount;
        LaneMaps logits = Output;
        LaneTranspose.Transpose(logits.Start, Images, classes, logits.Lanes, Scratch, SoftmaxLanes);
        Kernels.Softmax(Scratch, classes, SoftmaxLanes);
        LaneTranspose.Transpose(Scratch, classes, used, SoftmaxLanes, scores, classes);
    }

    private long LengthOf(MapSlot slot) => slot.Lanes switch
    {
        LaneMeaning.Images => LaneMaps.LengthOf(slot.Shape, slot.Border, Images),
        LaneMeaning.Columns => LaneMaps.StripLength(Padded(slot)),
        _ => LaneMaps.LengthOf(PlacesOf(slot), slot.Border, MapLaneShape.LanesOf(slot.Shape.Channels)),
    };

    private LaneMaps MapsOf(MapSlot slot, float* start) => slot.Lanes switch
    {
        LaneMeaning.Images => new LaneMaps(start, slot.Shape, slot.Border, Images),
        LaneMeaning.Columns => LaneMaps.OfStrip(start, Padded(slot)),
        _ => new LaneMaps(start, PlacesOf(slot), slot.Border, MapLaneShape.LanesOf(slot.Shape.Channels)),
    };

    /// <summary>The places of a slot whose maps are in the lanes: those of one image, or an image each behind a dense layer.</summary>
    private LayerShape PlacesOf(MapSlot slot) => new(1, slot.Shape.Rows, slot.Shape.Columns * Images);

    /// <summary>Maps with columns in the lanes have no border of their own; the padding of the image is part of their shape.</summary>
    private static LayerShape Padded(MapSlot slot) =>
        slot.Shape with { Rows = slot.Shape.Rows + (2 * slot.Border), Columns = slot.Shape.Columns + (2 * slot.Border) };
}
