namespace MlNetInvoice.Training;

/// <content>The recipes by which the named architectures reach their figures on MNIST, found by validation on the last 5,000 training images (<c>lenet5-bn</c>: on the last 10,000, the mean of three seeds).</content>
public sealed partial record TrainingOptions
{
    /// <summary>
    /// The recipe of an architecture of <see cref="Networks.NetworkArchitectures"/>; that of <c>lenet5</c> for any other name. All run one cycle of the learning rate over all training
    /// images; where nothing is held out for validation the result is the last epoch, when the rate has come to rest.
    /// </summary>
    /// <param name="architecture">Name of the architecture.</param>
    public static TrainingOptions For(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var recipe = new TrainingOptions
        {
            Epochs = 50,
            BatchSize = 128,
            Optimizer = OptimizerKind.AdamW,
            LearningRate = 0.003f,
            WeightDecay = 0.05f,
            AverageDecay = 0.998f,
            Augmentation = new AugmentationOptions { ElasticPixels = 0.8f },
        };
        return architecture switch
        {
            "softmax" => recipe with { Epochs = 15, BatchSize = 256, Optimizer = OptimizerKind.Adam, WeightDecay = 0, AverageDecay = 0, Augmentation = null },
            "mlp" => recipe with { Epochs = 25, LearningRate = 0.001f },
            "lenet1" => recipe with
            {
                Epochs = 30,
                BatchSize = 64,
                LearningRate = 0.005f,
                WeightDecay = 0.02f,
                Augmentation = new AugmentationOptions { RotationDegrees = 5, Scale = 0.05f, Shear = 0.05f, ShiftPixels = 0.5f },
            },
            "lenet5-classic" => recipe with { Epochs = 20, Optimizer = OptimizerKind.Adam, LearningRate = 0.005f, WeightDecay = 0, AverageDecay = 0, Augmentation = null },
            "lenet5-bn" => recipe with
            {
                Optimizer = OptimizerKind.Sgd,
                LearningRate = 0.1f,
                WeightDecay = 0.0005f,
                LabelSmoothing = 0.03f,
                Augmentation = new AugmentationOptions { RotationDegrees = 7, Scale = 0.07f, Shear = 0.07f, ShiftPixels = 1, ElasticPixels = 0.6f },
            },

            // Printed lines are bent and worn where they are printed, and drawn afresh every epoch.
            "reader" or "reader-deep" => new TrainingOptions { Epochs = 32, BatchSize = 256, LearningRate = 0.004f, LabelSmoothing = 0.02f, AverageDecay = 0.998f },
            _ => recipe,
        };
    }
}
