using MlNetInvoice.Networks.Execution.Steps;

namespace MlNetInvoice.Networks.Execution;

/// <summary>Which values of a training have gradients, and where these may lie.</summary>
internal static class GradientMarks
{
    public static void Set(List<MapSlot> slots, List<LaneStep> steps)
    {
        bool trained = false;
        foreach (LaneStep step in steps)
        {
            // A column of zeros on each side lets two neighbouring columns of the input's gradient share a register tile. A dense layer reads maps without borders.
            if (trained && step is ConvolutionStep && !steps.Any(s => s is DenseStep && s.Input == step.Output))
            {
                slots[step.Output].Border = Math.Max(slots[step.Output].Border, 1);
            }

            step.PassesGradient = trained;
            slots[step.Input].HasGradient |= trained;
            trained |= step is ConvolutionStep or DenseStep or NormalizationStep;
            slots[step.Output].HasGradient |= trained;
            slots[step.Input].GradientOverwritesValues |= trained && !slots[step.Input].NeededByProducer && step.Input != 0
                && step is NormalizationStep or MaxPoolingStep { CanOverwriteInput: true };
        }
    }
}
