using Microsoft.ML;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

/// <summary>How a network is trained in an ML.NET pipeline. Immutable; every fault is reported, all together, when the trainer is made.</summary>
public sealed record NetworkTrainerOptions
{
    /// <summary>Column of the labels: a key. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Column of the images: a vector of <see cref="float"/> of known size, ink 1 on paper 0. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>
    /// Epochs, batch size, learning rate and so on; its <see cref="TrainingOptions.Seed"/> is not used, see <see cref="Seed"/>. Default null: the recipe of the
    /// architecture, <see cref="TrainingOptions.For"/>.
    /// </summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Seed of the training; null draws one from the <see cref="MLContext"/>, which gives the same for the same context seed. Default null.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// The classes in the order of the scores; null takes the numbers from 0 on where the label's key values are such numbers (or where it has none), else its key
    /// values in ordinal order. Default null.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// Rows of the same columns that the finished network is tested on, and never selected by; the report goes into the model's manifest. Null: it is not tested. Default null.
    /// </summary>
    public IDataView? Test { get; init; }

    /// <summary>What the images are called in the fingerprints of the model's manifest, such as <c>MNIST</c>. Default <c>data</c>.</summary>
    public string DataName { get; init; } = "data";

    /// <summary>
    /// Fits the confidence of a reader to the finished network; what it gives goes into the model's manifest. Null: the network does not read lines, or is not calibrated.
    /// Default null.
    /// </summary>
    public Func<Network, CancellationToken, IReadOnlyList<float>>? Calibrate { get; init; }

    /// <summary>Hears how far a training is, about ten times a second; the end of each epoch also goes to the ML.NET log. Default null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops a training: <c>Fit</c> then throws <see cref="OperationCanceledException"/>. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate(int classCount)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(LabelColumnName))
        {
            faults.Add($"{nameof(LabelColumnName)} is empty, but must name a column");
        }

        if (string.IsNullOrWhiteSpace(FeatureColumnName))
        {
            faults.Add($"{nameof(FeatureColumnName)} is empty, but must name a column");
        }

        if (string.IsNullOrWhiteSpace(DataName) || DataName.Length > 100)
        {
            faults.Add($"{nameof(DataName)} has {DataName?.Trim().Length ?? 0} characters, but must have 1 to 100");
        }

        if (ClassNames is not null && (ClassNames.Count != classCount || ClassNames.Distinct(StringComparer.Ordinal).Count() != classCount))
        {
            faults.Add($"{nameof(ClassNames)} are {string.Join(", ", ClassNames)}, but must be {classCount} distinct names");
        }

        try
        {
            Training?.Validate();
        }
        catch (ArgumentException fault)
        {
            faults.Add(fault.Message.TrimEnd('.'));
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"The trainer options are not valid: {string.Join("; ", faults)}.");
        }
    }
}
