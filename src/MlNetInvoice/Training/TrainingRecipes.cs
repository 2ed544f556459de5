namespace MlNetInvoice.Training;

/// <content>The recipes by which the named architectures reach their figures on MNIST, found by validation on the last 5,000 training images.</content>
public sealed partial record TrainingOptions
{
    /// <summary>The recipe of an architecture of <see cref="Networks.NetworkArchitectures"/>; that of <c>lenet5</c> for any other name.</summary>
    /// <param name="architecture">Name of the architecture.</param>
    public static TrainingOptions For(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var affine = new AugmentationOptions();
        return architecture switch
        {
            "reader" => new TrainingOptions { Epochs = 12, BatchSize = 256, LearningRate = 0.004f, LabelSmoothing = 0.02f, AverageDecay = 0.998f },
            "softmax" => new TrainingOptions { Epochs = 15, LearningRate = 0.002f },
            "mlp" => new TrainingOptions { Epochs = 20, LearningRate = 0.001f, Augmentation = affine },
            "lenet1" => new TrainingOptions { Epochs = 20, BatchSize = 64, LearningRate = 0.005f },
            "lenet5-classic" => new TrainingOptions { Epochs = 20, BatchSize = 128, LearningRate = 0.005f },
            _ => new TrainingOptions { Epochs = 20, BatchSize = 128, LearningRate = 0.003f, AverageDecay = 0.998f, Augmentation = affine },
        };
    }
}
