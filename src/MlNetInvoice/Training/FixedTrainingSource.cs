using MlNetInvoice.Data;

namespace MlNetInvoice.Training;

/// <summary>The same images every epoch.</summary>
internal sealed class FixedTrainingSource(LabeledImages images) : ITrainingSource
{
    public LabeledImages GetEpoch(int epoch) => images;
}
