namespace MlNetInvoice.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="TrainingLoss">Mean cross-entropy of the training images as they were seen (distorted, smoothed), while the weights changed.</param>
/// <param name="TrainingAccuracy">Share of them classified right, 0 to 1.</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation images after the epoch, or null without them.</param>
/// <param name="ValidationAccuracy">Share of them classified right, 0 to 1, or null without them.</param>
/// <param name="Seconds">Seconds that training took, without validation.</param>
/// <param name="ImagesPerSecond">Training images per second.</param>
public sealed record EpochRecord(
    int Epoch,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double Seconds,
    double ImagesPerSecond);
