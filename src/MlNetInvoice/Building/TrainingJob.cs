using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Building;

/// <summary>A training that ends in a model, and in a model file if it names one; it can then be interrupted. Immutable.</summary>
public sealed record TrainingJob
{
    /// <summary>What is trained and how.</summary>
    public required TrainingConfig Config { get; init; }

    /// <summary>The training images; where a <see cref="Source"/> draws them, those of its first epoch, for the manifest's fingerprint.</summary>
    public required LabeledImages Training { get; init; }

    /// <summary>Draws the images of every epoch afresh; null: <see cref="Training"/> is every epoch's.</summary>
    public ITrainingSource? Source { get; init; }

    /// <summary>The model whose weights the training begins with (fine-tuning), of the same architecture as <see cref="Config"/>; null: fresh weights. Default null.</summary>
    public TrainedModel? Initial { get; init; }

    /// <summary>
    /// Share of the initial model's weights in the result, 0 to 1; the rest is what was trained. Halfway between the two, a network has learnt much of the new and forgotten little of the old
    /// (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). Without <see cref="Initial"/> it says nothing. Default 0.
    /// </summary>
    public float InitialShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            field = value;
        }
    }

    /// <summary>What else the model came from, such as the model that it was tuned from and the pictures that it was tuned on; goes into <see cref="ModelManifest.Data"/>. Default none.</summary>
    public IReadOnlyList<DataFingerprint> Origins { get; init; } = [];

    /// <summary>The images that select the best epoch; null: the last <see cref="TrainingOptions.ValidationCount"/> of <see cref="Training"/>.</summary>
    public LabeledImages? Validation { get; init; }

    /// <summary>The images that the finished model is tested on, and never selected by; null: it is not tested.</summary>
    public LabeledImages? Test { get; init; }

    /// <summary>What the images are called in the manifest's fingerprints, such as <c>MNIST</c>. Default <c>data</c>.</summary>
    public string DataName { get; init; } = "data";

    /// <summary>What the classes are called. Default: the digits.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ModelManifest.DigitClasses;

    /// <summary>
    /// Fits the confidence of a reader to the finished network: gives <see cref="ModelManifest.ReadingConfidence"/>. Null: the model does not read lines, or is not calibrated.
    /// </summary>
    public Func<Network, CancellationToken, IReadOnlyList<float>>? Calibrate { get; init; }

    /// <summary>Called after every epoch with a copy of the network as the training would give it then, to watch it; nothing is selected by it. Null: nobody watches.</summary>
    public Action<Network, EpochRecord>? EpochEnded { get; init; }

    /// <summary>
    /// Where the model is saved. Beside it, with <c>.state</c> appended, stands what an interrupted training needs to resume. Null: nothing is written, and a training that
    /// is interrupted begins anew. Default null.
    /// </summary>
    public string? ModelPath { get; init; }

    /// <summary>Whether to resume an interrupted training: same weights as an uninterrupted one, bit for bit. Default false: begin anew.</summary>
    public bool Resume { get; init; }

    /// <summary>Path of the state that an interrupted training leaves; null if no model file is written.</summary>
    public string? StatePath => ModelPath is null ? null : ModelPath + ".state";
}
