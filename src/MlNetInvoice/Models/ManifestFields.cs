using MlNetInvoice.Evaluation;
using MlNetInvoice.Json;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

/// <summary>All that <c>manifest.json</c> contains, by name, type and range: the one description by which it is read and written.</summary>
internal static class ManifestFields
{
    private const int MaxNameLength = 200;
    private const int MaxConfidenceWeights = 64;
    private const int MaxEpochs = 10_000;

    /// <summary>Longest label of a class.</summary>
    public const int MaxLabelLength = 16;

    /// <summary>Shows a visitor every field of a manifest and takes the values that it gives.</summary>
    /// <param name="fields">Who reads or writes.</param>
    /// <param name="manifest">The manifest to write; null in reading.</param>
    /// <returns>The manifest; null where it has no architecture.</returns>
    public static ModelManifest? Visit(IJsonDocumentVisitor fields, ModelManifest? manifest)
    {
        int format = fields.Count("format", 1, ModelFile.FormatVersion, manifest?.FormatVersion ?? 0);
        string writtenBy = fields.Text("writtenBy", MaxNameLength, manifest?.WrittenBy ?? "");
        string? json = fields.Json("architecture", manifest?.Architecture.ToJson());
        NetworkDefinition? architecture = manifest?.Architecture ?? Parse(json, fields);
        IReadOnlyList<string> classes = fields.Texts("classes", 256, MaxLabelLength, manifest?.Classes ?? []);
        DigitNormalizerOptions? normalizer = fields.Part("normalizer", optional: false, manifest?.Normalizer, VisitNormalizer);
        var weights = manifest is null ? null : new ManifestWeights(manifest.WeightsSha256, [.. ParametersOf(manifest.Architecture)]);
        weights = fields.Part("weights", optional: false, weights, (part, value) => VisitWeights(part, value, architecture));
        TrainingOptions? training = fields.Part("training", optional: true, manifest?.Training, (part, value) => TrainingSettings.Visit(part, value ?? new TrainingOptions()));
        TrainingHistory? history = fields.Part("history", optional: true, manifest?.History, VisitHistory);
        IReadOnlyList<DataFingerprint> data = fields.Parts("data", 100, optional: true, manifest?.Data ?? [], VisitFingerprint);
        ClassificationReport? report = fields.Part("testReport", optional: true, manifest?.TestReport, (part, value) => VisitReport(part, value, classes));
        IReadOnlyList<float>? confidence = fields.Singles("readingConfidence", 1, MaxConfidenceWeights, -1000, 1000, manifest?.ReadingConfidence);
        return architecture is null ? null : new ModelManifest
        {
            FormatVersion = format,
            WrittenBy = writtenBy,
            Architecture = architecture,
            Classes = classes,
            Normalizer = normalizer ?? DigitNormalizerOptions.Mnist,
            Training = training,
            History = history,
            Data = data,
            TestReport = report,
            ReadingConfidence = confidence,
            WeightsSha256 = weights?.Sha256 ?? "",
        };
    }

    /// <summary>Name and shape of every parameter of an architecture, in the order of the file, without allocating the values.</summary>
    public static IEnumerable<ParameterSpecification> ParametersOf(NetworkDefinition architecture) =>
        architecture.Layers.SelectMany((layer, i) =>
            layer.GetParameters(architecture.InputOf(i)).Select(parameter => parameter with { Name = $"{architecture.LayerNames[i]}.{parameter.Name}" }));

    private static NetworkDefinition? Parse(string? json, IJsonDocumentVisitor fields)
    {
        try
        {
            return json is null ? null : NetworkDefinition.Parse(json);
        }
        catch (InvalidModelException fault)
        {
            fields.AddFault($"architecture: {fault.Message.TrimEnd('.')}");
            return null;
        }
    }

    private static DigitNormalizerOptions VisitNormalizer(IJsonDocumentVisitor fields, DigitNormalizerOptions? value)
    {
        DigitNormalizerOptions options = value ?? DigitNormalizerOptions.Mnist;
        return options with
        {
            Style = fields.Choice("style", options.Style),
            LongestSide = fields.Single("longestSide", 4, 28, options.LongestSide),
            Border = fields.Single("border", 0, 2, options.Border),
            StretchContrast = fields.Boolean("stretchContrast", options.StretchContrast),
        };
    }

    private static ManifestWeights VisitWeights(IJsonDocumentVisitor fields, ManifestWeights? value, NetworkDefinition? architecture)
    {
        string sha256 = fields.Text("sha256", 64, value?.Sha256 ?? "");
        if (value is null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
        {
            fields.AddFault($"sha256 is \"{sha256}\" where 64 lower-case hexadecimal digits are expected");
        }

        IReadOnlyList<ParameterSpecification> found = fields.Parts("parameters", 4096, optional: false, value?.Parameters ?? [], VisitParameter);
        if (architecture is not null)
        {
            CheckParameters(fields, found, [.. ParametersOf(architecture)]);
        }

        return new ManifestWeights(sha256, found);
    }

    private static ParameterSpecification VisitParameter(IJsonDocumentVisitor fields, ParameterSpecification? value) =>
        new(fields.Text("name", MaxNameLength, value?.Name ?? ""), [.. fields.Sizes("shape", 8, value?.Shape ?? [])], true);

    private static void CheckParameters(IJsonDocumentVisitor fields, IReadOnlyList<ParameterSpecification> found, IReadOnlyList<ParameterSpecification> expected)
    {
        for (int i = 0; i < Math.Max(found.Count, expected.Count); i++)
        {
            string? here = i < found.Count ? Describe(found[i]) : null;
            string? wanted = i < expected.Count ? Describe(expected[i]) : null;
            if (here != wanted)
            {
                fields.AddFault($"parameters[{i}] is {here ?? "missing"}, but the architecture wants {wanted ?? "no more"}");
                return;
            }
        }
    }

    private static string Describe(ParameterSpecification parameter) => $"{parameter.Name} [{string.Join(", ", parameter.Shape)}]";

    private static TrainingHistory VisitHistory(IJsonDocumentVisitor fields, TrainingHistory? value)
    {
        int best = fields.Count("bestEpoch", 0, MaxEpochs, value?.BestEpoch ?? 0);
        TrainingEnd end = fields.Choice("end", value?.End ?? TrainingEnd.Completed);
        return new TrainingHistory(fields.Parts("epochs", MaxEpochs, optional: false, value?.Epochs ?? [], VisitEpoch), best, end);
    }

    private static EpochRecord VisitEpoch(IJsonDocumentVisitor fields, EpochRecord? value) => new(
        fields.Count("epoch", 1, MaxEpochs, value?.Epoch ?? 0),
        fields.Number("learningRate", 0, 100, value?.LearningRate ?? 0),
        fields.Number("trainingLoss", 0, double.MaxValue, value?.TrainingLoss ?? 0),
        fields.Number("trainingAccuracy", 0, 1, value?.TrainingAccuracy ?? 0),
        fields.NumberOrNull("validationLoss", 0, double.MaxValue, value?.ValidationLoss),
        fields.NumberOrNull("validationAccuracy", 0, 1, value?.ValidationAccuracy),
        fields.Number("seconds", 0, double.MaxValue, value?.Seconds ?? 0),
        fields.Number("imagesPerSecond", 0, double.MaxValue, value?.ImagesPerSecond ?? 0));

    private static DataFingerprint VisitFingerprint(IJsonDocumentVisitor fields, DataFingerprint? value) => new(
        fields.Text("name", MaxNameLength, value?.Name ?? ""), fields.Count("count", 0, int.MaxValue, value?.Count ?? 0), fields.Text("sha256", 64, value?.Sha256 ?? ""));

    private static ClassificationReport? VisitReport(IJsonDocumentVisitor fields, ClassificationReport? value, IReadOnlyList<string> classes)
    {
        double loss = fields.Number("loss", 0, double.MaxValue, value?.Loss ?? 0);
        _ = fields.Number("accuracy", 0, 1, value?.Accuracy ?? 0);
        long[][]? confusion = fields.Square("confusion", classes.Count, value?.Confusion.ToRows());
        return confusion is null || classes.Count == 0 ? null : new ClassificationReport(ConfusionMatrix.FromRows(classes, confusion), loss);
    }
}
