namespace MlNetInvoice.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>Validation had not improved for <see cref="TrainingOptions.EarlyStopEpochs"/> epochs.</summary>
    StoppedEarly,

    /// <summary>The caller cancelled it; the result is the best so far.</summary>
    Cancelled,
}
