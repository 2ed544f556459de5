using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Gradients of dense weights.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    /// <summary>
    /// gradient[unit][input] = Σ over lanes of outputGradient · input. Along the lanes there would be one sum over a register per weight; along the inputs, with values transposed, there are
    /// registers of sums. Values are transposed panel by panel, [lane][64 inputs], which is what the widest tile takes and stays in the first-level cache while all units use it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DenseWeightGradient(
        float* input, int inputs, float* outputGradient, int units, float* weightGradient, float* biasGradient, int lanes, bool add, float* scratch)
    {
        if (lanes % Width != 0)
        {
            Narrower.DenseWeightGradient(input, inputs, outputGradient, units, weightGradient, biasGradient, lanes, add, scratch);
            return;
        }

        var loops = new TileLoops { Count1 = 1, Count2 = 1, Count3 = lanes, Weight3 = 1, Value3 = DenseScratchPerLane, WeightRow = lanes, OutputRow = inputs };
        for (int first = 0; first < inputs; first += DenseScratchPerLane)
        {
            int count = Math.Min(DenseScratchPerLane, inputs - first);
            LaneTranspose.Transpose(input + ((nint)first * lanes), count, lanes, lanes, scratch, DenseScratchPerLane);
            for (int o = 0; o < units;)
            {
                int rows = TileRowsOf(units, o);
                DensePanelGradient(loops, rows, count, outputGradient + ((nint)o * lanes), scratch, weightGradient + ((nint)o * inputs) + first, add);
                o += rows;
            }
        }

        for (int o = 0; o < units; o++)
        {
            float sum = SumRun(outputGradient + ((nint)o * lanes), lanes);
            biasGradient[o] = add ? biasGradient[o] + sum : sum;
        }
    }

    /// <summary>The gradients of a panel's weights into some units. What does not fill a register is summed beside, where no neighbour is overwritten.</summary>
    [SkipLocalsInit]
    private static void DensePanelGradient(in TileLoops loops, int rows, int count, float* gradients, float* panel, float* target, bool add)
    {
        float* start = add ? null : Zeros.Start;
        int whole = count / Width * Width;
        RunAlong(rows, whole, loops, gradients, panel, start, target);
        if (whole == count)
        {
            return;
        }

        float* rest = stackalloc float[TileRows * 16];
        RegisterTile<TOperations, T>.Run(rows, 1, loops with { OutputRow = 16 }, gradients, panel + whole, Zeros.Start, rest);
        for (int r = 0; r < rows; r++)
        {
            for (int k = whole; k < count; k++)
            {
                float* place = target + (r * loops.OutputRow) + k;
                float sum = rest[(r * 16) + k - whole];
                *place = add ? *place + sum : sum;
            }
        }
    }
}
