using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>
/// The memory in which one thread runs a plan on strips. Neighbouring slots take turns in two halves of it, since a step reads one slot and writes the next, and less memory
/// stays in the cache. Grown for the widest strip that came; nothing is allocated for one that is no wider.
/// </summary>
internal sealed unsafe class StripWorkspace(LanePlan plan) : LaneWorkspace(plan)
{
    private int _width;

    /// <summary>Lays the maps out for a strip of a width.</summary>
    public void Fit(int width)
    {
        if (width == _width)
        {
            return;
        }

        long half = 0;
        foreach (MapSlot slot in Plan.Slots)
        {
            half = Math.Max(half, RoundUp(LaneMaps.StripLength(slot.OfStrip(width))));
        }

        Reserve((2 * half) + Plan.ScratchPerLane);
        for (int i = 0; i < Plan.Slots.Length; i++)
        {
            Place(i, LaneMaps.OfStrip(Start + (i % 2 * half), Plan.Slots[i].OfStrip(width)));
        }

        Scratch = Start + (2 * half);
        _width = width;
    }
}
