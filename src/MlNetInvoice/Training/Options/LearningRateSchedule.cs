namespace MlNetInvoice.Training;

/// <summary>How the learning rate changes over the steps of a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>Always <see cref="TrainingOptions.LearningRate"/>.</summary>
    Constant,

    /// <summary>Times <see cref="TrainingOptions.StepFactor"/> after every <see cref="TrainingOptions.StepEpochs"/> epochs.</summary>
    Step,

    /// <summary>Half a cosine from the learning rate down to <see cref="TrainingOptions.FinalRateFactor"/> of it (Loshchilov, Hutter 2017, without restarts).</summary>
    Cosine,

    /// <summary>
    /// Half a cosine up from a 25th of the learning rate during <see cref="TrainingOptions.WarmUpFraction"/> of all steps, then half a cosine down to
    /// <see cref="TrainingOptions.FinalRateFactor"/> of it (Smith, Topin 2018).
    /// </summary>
    OneCycle,
}
