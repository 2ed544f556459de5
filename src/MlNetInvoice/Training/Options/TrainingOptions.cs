using System.Text;
using System.Text.Json;
using MlNetInvoice.Json;

namespace MlNetInvoice.Training;

/// <summary>How a network is trained. Immutable; every fault is reported, all together, when a training begins.</summary>
public sealed partial record TrainingOptions
{
    /// <summary>Passes over the training images, 1 to 10,000. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images per step, 1 to 65,536. Default 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Seed of weights, order, dropout and augmentation: the same seed and number of threads give the same weights bit for bit on the same machine. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How weights follow their gradients. Default <see cref="OptimizerKind.Adam"/>.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate (the largest of the schedule), above 0 to 100. Default 0.002.</summary>
    public float LearningRate { get; init; } = 0.002f;

    /// <summary>Schedule of the learning rate. Default <see cref="LearningRateSchedule.OneCycle"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.OneCycle;

    /// <summary>Epochs between two reductions of <see cref="LearningRateSchedule.Step"/>, 1 to 10,000. Default 10.</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>Factor of each reduction of <see cref="LearningRateSchedule.Step"/>, above 0 to 1. Default 0.1.</summary>
    public float StepFactor { get; init; } = 0.1f;

    /// <summary>Share of all steps in which <see cref="LearningRateSchedule.OneCycle"/> rises, 0 to 1. Default 0.25.</summary>
    public float WarmUpFraction { get; init; } = 0.25f;

    /// <summary>Learning rate at the end of a cosine, as a share of the largest, 0 to 1. Default 0.001.</summary>
    public float FinalRateFactor { get; init; } = 0.001f;

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>, 0 to below 1. Default 0.9.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>Decay of Adam's mean gradient, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay of Adam's mean squared gradient, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>What Adam adds to the root, above 0 to 1. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Weight decay, 0 to 1; on weights only, not on biases or normalization. Default 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Share of the target that is spread over all classes (Szegedy et al. 2016), 0 to below 1. Default 0.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>Decay per step of the moving average of weights that is evaluated and kept instead of the weights, 0 (none) to below 1. Default 0.</summary>
    public float AverageDecay { get; init; }

    /// <summary>
    /// How many training images, the last ones, are held out for validation when no validation images are given, 0 to below their count. Default 0: without
    /// validation images nothing is selected, and the last epoch's network is the result.
    /// </summary>
    public int ValidationCount { get; init; }

    /// <summary>Whether the result is the network of the epoch with the best validation accuracy, rather than of the last. Default true.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Training ends when validation has not improved for this many epochs; 0 never. Default 0.</summary>
    public int EarlyStopEpochs { get; init; }

    /// <summary>
    /// Whether batch normalization stands before each hidden activation while the network is trained (Ioffe, Szegedy 2015), to be multiplied into the weights of the result, which
    /// has the network's own layers. A network with normalization of its own keeps it instead; weights that a training starts from are left as they are. Default false.
    /// </summary>
    public bool Normalize { get; init; }

    /// <summary>How images are distorted anew each epoch; null not at all. Default null.</summary>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>Threads that share a mini-batch, 1 to 256; 0 as many as the machine has cores. Default 0.</summary>
    public int Threads { get; init; }

    /// <summary>The threads that a training uses: <see cref="Threads"/>, or the number of cores.</summary>
    internal int ThreadCount => Threads == 0 ? Math.Clamp(Environment.ProcessorCount, 1, 256) : Threads;

    /// <summary>Checks all settings.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names every one.</exception>
    public void Validate()
    {
        List<string> faults = [];
        TrainingSettings.Visit(new OptionFaults(faults), this);
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The training options are not valid: {string.Join("; ", faults)}.");
        }
    }

    /// <summary>The options as JSON; <see cref="Parse"/> reads them back.</summary>
    public string ToJson()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            TrainingSettings.Visit(new JsonFieldWriter(writer), this);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Reads what <see cref="ToJson"/> writes; what is not mentioned has its default.</summary>
    /// <param name="json">An object whose members are named as the properties are, in camel case.</param>
    /// <exception cref="ArgumentException">The text is no such JSON, has members that are unknown, or values out of range; the message names every one.</exception>
    public static TrainingOptions Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            var faults = new List<string>();
            var fields = new JsonFields(document.RootElement, "", faults);
            TrainingOptions options = TrainingSettings.Visit(fields, new TrainingOptions());
            fields.RejectOthers();
            return faults.Count == 0 ? options : throw new ArgumentException($"The training options are not valid: {string.Join("; ", faults)}.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The training options are not valid: {fault.Message}", fault);
        }
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Which step of the whole training, from 0.</param>
    /// <param name="stepsPerEpoch">Steps per epoch.</param>
    internal float GetLearningRate(long step, int stepsPerEpoch)
    {
        double all = Math.Max(1, ((double)Epochs * stepsPerEpoch) - 1);
        double progress = Math.Min(1, step / all);
        return (float)(LearningRate * Schedule switch
        {
            LearningRateSchedule.Step => Math.Pow(StepFactor, Math.Floor((double)step / stepsPerEpoch / StepEpochs)),
            LearningRateSchedule.Cosine => HalfCosine(1, FinalRateFactor, progress),
            LearningRateSchedule.OneCycle when progress < WarmUpFraction => HalfCosine(1.0 / 25, 1, progress / WarmUpFraction),
            LearningRateSchedule.OneCycle => HalfCosine(1, FinalRateFactor, (progress - WarmUpFraction) / Math.Max(1e-9, 1 - WarmUpFraction)),
            _ => 1,
        });
    }

    private static double HalfCosine(double from, double to, double progress) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
}
