using System.Globalization;
using System.Text;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

/// <summary>All that a model file says about its model beside the weights: the content of <c>manifest.json</c>. Immutable.</summary>
public sealed record ModelManifest
{
    /// <summary>The label of the class of things that are no character.</summary>
    public const string NoneLabel = "none";

    /// <summary>Version of the file format. Default <see cref="ModelFile.FormatVersion"/>.</summary>
    public int FormatVersion { get; init; } = ModelFile.FormatVersion;

    /// <summary>Library and version that wrote the file.</summary>
    public string WrittenBy { get; init; } =
        $"MlNetInvoice {typeof(ModelManifest).Assembly.GetCustomAttributes(false).OfType<System.Reflection.AssemblyInformationalVersionAttribute>().First().InformationalVersion.Split('+')[0]}";

    /// <summary>The network without its weights.</summary>
    public required NetworkDefinition Architecture { get; init; }

    /// <summary>What the classes are called, in the order of the scores: <c>0</c> to <c>9</c>, letters, or <see cref="NoneLabel"/>; 1 to 16 characters each, no two alike.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How a glyph becomes the network's input. Default: MNIST's convention.</summary>
    public DigitNormalizerOptions Normalizer { get; init; } = DigitNormalizerOptions.Mnist;

    /// <summary>How the network was trained; null where it came from elsewhere.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Loss and accuracy of every epoch; null where it is not known.</summary>
    public TrainingHistory? History { get; init; }

    /// <summary>What it was trained and tested on.</summary>
    public IReadOnlyList<DataFingerprint> Data { get; init; } = [];

    /// <summary>How it did on test images; null where it was not tested.</summary>
    public ClassificationReport? TestReport { get; init; }

    /// <summary>
    /// How a reader tells from its evidence how likely a number is right: the weights of a logistic regression, as <c>ReaderCalibration</c> of MlNetInvoice.Synthesis fits them for a model that reads
    /// lines; null where the model was not calibrated: readers then take those of the embedded model's kind.
    /// </summary>
    public IReadOnlyList<float>? ReadingConfidence { get; init; }

    /// <summary>SHA-256 of the weights, 64 lower-case hexadecimal digits; empty until the model is saved.</summary>
    public string WeightsSha256 { get; init; } = "";

    /// <summary>The labels 0 to 9.</summary>
    public static IReadOnlyList<string> DigitClasses { get; } = [.. Enumerable.Range(0, 10).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The manifest as it stands in a model file: JSON.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ManifestJson.Write(this));
}
