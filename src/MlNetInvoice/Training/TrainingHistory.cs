namespace MlNetInvoice.Training;

/// <summary>What every epoch of a training came to. Immutable.</summary>
public sealed class TrainingHistory
{
    /// <summary>Wraps the epochs in order.</summary>
    /// <param name="epochs">One record per epoch.</param>
    /// <param name="bestEpoch">Which epoch's network is the result, from 1; 0 when there is none.</param>
    /// <param name="end">Why the training ended.</param>
    public TrainingHistory(IEnumerable<EpochRecord> epochs, int bestEpoch, TrainingEnd end)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        Epochs = [.. epochs];
        BestEpoch = bestEpoch;
        End = end;
    }

    /// <summary>One record per epoch, in order.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    /// <summary>Which epoch's network is the result, from 1; 0 when no epoch was finished.</summary>
    public int BestEpoch { get; }

    /// <summary>Why the training ended.</summary>
    public TrainingEnd End { get; }

    /// <summary>Seconds of training over all epochs, without validation.</summary>
    public double Seconds => Epochs.Sum(e => e.Seconds);
}
