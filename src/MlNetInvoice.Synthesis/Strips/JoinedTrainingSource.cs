using MlNetInvoice.Data;
using MlNetInvoice.Training;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>The images of two sources in every epoch, one after the other: what was learnt before is learnt on, so that it is not forgotten. Immutable.</summary>
/// <param name="first">The first.</param>
/// <param name="second">The second; images of the same size.</param>
public sealed class JoinedTrainingSource(ITrainingSource first, ITrainingSource second) : ITrainingSource
{
    /// <inheritdoc/>
    public LabeledImages GetEpoch(int epoch) => first.GetEpoch(epoch).Concat(second.GetEpoch(epoch));
}
