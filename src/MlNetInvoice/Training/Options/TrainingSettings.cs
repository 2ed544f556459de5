using MlNetInvoice.Json;

namespace MlNetInvoice.Training;

/// <summary>The settings of a training by their JSON names and ranges: the same in code, in a model's manifest, in a <c>config.json</c> and in its schema.</summary>
internal static class TrainingSettings
{
    /// <summary>Shows a visitor every setting and takes the values that it gives.</summary>
    public static TrainingOptions Visit(IJsonFieldVisitor fields, TrainingOptions options) => options with
    {
        Epochs = fields.Integer("epochs", 1, 10_000, options.Epochs),
        BatchSize = fields.Integer("batchSize", 1, 65_536, options.BatchSize),
        Seed = fields.Integer("seed", int.MinValue, int.MaxValue, options.Seed),
        Optimizer = fields.Choice("optimizer", options.Optimizer),
        LearningRate = fields.Single("learningRate", float.Epsilon, 100, options.LearningRate),
        Schedule = fields.Choice("schedule", options.Schedule),
        StepEpochs = fields.Integer("stepEpochs", 1, 10_000, options.StepEpochs),
        StepFactor = fields.Single("stepFactor", float.Epsilon, 1, options.StepFactor),
        WarmUpFraction = fields.Single("warmUpFraction", 0, 1, options.WarmUpFraction),
        FinalRateFactor = fields.Single("finalRateFactor", 0, 1, options.FinalRateFactor),
        Momentum = fields.Single("momentum", 0, 0.99999f, options.Momentum),
        Beta1 = fields.Single("beta1", 0, 0.99999f, options.Beta1),
        Beta2 = fields.Single("beta2", 0, 0.9999999f, options.Beta2),
        Epsilon = fields.Single("epsilon", float.Epsilon, 1, options.Epsilon),
        WeightDecay = fields.Single("weightDecay", 0, 1, options.WeightDecay),
        LabelSmoothing = fields.Single("labelSmoothing", 0, 0.99f, options.LabelSmoothing),
        AverageDecay = fields.Single("averageDecay", 0, 0.9999999f, options.AverageDecay),
        ValidationCount = fields.Integer("validationCount", 0, int.MaxValue, options.ValidationCount),
        KeepBest = fields.Boolean("keepBest", options.KeepBest),
        EarlyStopEpochs = fields.Integer("earlyStopEpochs", 0, 10_000, options.EarlyStopEpochs),
        Normalize = fields.Boolean("normalize", options.Normalize),
        Augmentation = fields.Object("augmentation", options.Augmentation, Visit),
        Threads = fields.Integer("threads", 0, 256, options.Threads),
    };

    private static AugmentationOptions Visit(IJsonFieldVisitor fields, AugmentationOptions options) => options with
    {
        RotationDegrees = fields.Single("rotationDegrees", 0, 180, options.RotationDegrees),
        Scale = fields.Single("scale", 0, 0.9f, options.Scale),
        Shear = fields.Single("shear", 0, 2, options.Shear),
        ShiftPixels = fields.Single("shiftPixels", 0, 64, options.ShiftPixels),
        ElasticPixels = fields.Single("elasticPixels", 0, 16, options.ElasticPixels),
        ElasticSigma = fields.Single("elasticSigma", 1, 16, options.ElasticSigma),
    };
}
