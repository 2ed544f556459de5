namespace MlNetInvoice.Training;

/// <summary>How far a training is: reported about ten times a second and after each epoch.</summary>
/// <param name="Epoch">Current epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps an epoch.</param>
/// <param name="Loss">Mean loss of this epoch so far.</param>
/// <param name="Accuracy">Share of images classified right in this epoch so far, 0 to 1.</param>
/// <param name="LearningRate">Current learning rate.</param>
/// <param name="ImagesPerSecond">Images a second in this epoch.</param>
/// <param name="Remaining">Estimated time left.</param>
/// <param name="FinishedEpoch">The record of the epoch when it has just been finished, else null.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    double Loss,
    double Accuracy,
    double LearningRate,
    double ImagesPerSecond,
    TimeSpan Remaining,
    EpochRecord? FinishedEpoch);
