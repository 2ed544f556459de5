using System.Text.Json;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Json;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

/// <summary>Reads <c>manifest.json</c> with every field checked; <see cref="ManifestWriter"/> writes it.</summary>
internal static class ManifestJson
{
    private const string Entry = "manifest.json";
    private const int MaxLabelLength = 16;
    private const int MaxNameLength = 200;
    private const int MaxConfidenceWeights = 64;
    private const int MaxEpochs = 10_000;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidModelException">It is no manifest of a version that this library reads, or holds faults; every one is named.</exception>
    public static ModelManifest Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            CheckVersion(document.RootElement);
            var faults = new List<string>();
            ModelManifest? manifest = Read(new JsonFields(document.RootElement, "", faults), faults);
            if (manifest is null || faults.Count > 0)
            {
                throw new InvalidModelException($"{Entry}: {string.Join("; ", faults)}.");
            }

            return manifest;
        }
        catch (JsonException fault)
        {
            throw new InvalidModelException($"{Entry}: is not valid JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            // A text with half a surrogate pair cannot be had as a string.
            throw new InvalidModelException($"{Entry}: holds a text that is not Unicode.", fault);
        }
    }

    /// <summary>Checks what a manifest made in code says, as if it had been read.</summary>
    /// <exception cref="InvalidModelException">It holds faults; every one is named.</exception>
    public static void Check(ModelManifest manifest)
    {
        var faults = new List<string>();
        CheckClasses(manifest.Classes, manifest.Architecture, faults);
        if (faults.Count > 0)
        {
            throw new InvalidModelException($"{Entry}: {string.Join("; ", faults)}.");
        }
    }

    private static void CheckVersion(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out JsonElement format)
            && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out int version) && version > ModelFile.FormatVersion)
        {
            throw new InvalidModelException($"{Entry}: written by format {version}, this library reads up to {ModelFile.FormatVersion}.");
        }
    }

    private static ModelManifest? Read(JsonFields fields, List<string> faults)
    {
        int format = (int)fields.GetInteger("format", 1, ModelFile.FormatVersion);
        string writtenBy = fields.GetText("writtenBy", MaxNameLength);
        NetworkDefinition? architecture = ReadArchitecture(fields.GetElement("architecture"), faults);
        IReadOnlyList<string> classes = fields.GetTexts("classes", 256, MaxLabelLength);
        DigitNormalizerOptions normalizer = DigitNormalizerOptions.Mnist;
        if (fields.GetObject("normalizer") is JsonFields normalizerFields)
        {
            normalizer = VisitNormalizer(normalizerFields, normalizer);
            normalizerFields.RejectOthers();
        }

        string sha256 = fields.GetObject("weights") is JsonFields weights ? ReadWeights(weights, architecture) : "";
        TrainingOptions? training = null;
        if (fields.GetObject("training", optional: true) is JsonFields trainingFields)
        {
            training = TrainingSettings.Visit(trainingFields, new TrainingOptions());
            trainingFields.RejectOthers();
        }

        TrainingHistory? history = fields.GetObject("history", optional: true) is JsonFields historyFields ? ReadHistory(historyFields) : null;
        DataFingerprint[] data = [.. fields.GetObjects("data", 100, optional: true).Select(ReadFingerprint)];
        ClassificationReport? report = fields.GetObject("testReport", optional: true) is JsonFields reportFields ? ReadReport(reportFields, classes, faults) : null;
        IReadOnlyList<float>? confidence = fields.GetSingles("readingConfidence", 1, MaxConfidenceWeights, -1000, 1000, optional: true);
        fields.RejectOthers();
        if (architecture is null)
        {
            return null;
        }

        CheckClasses(classes, architecture, faults);
        return new ModelManifest
        {
            FormatVersion = format,
            WrittenBy = writtenBy,
            Architecture = architecture,
            Classes = classes,
            Normalizer = normalizer,
            Training = training,
            History = history,
            Data = data,
            TestReport = report,
            ReadingConfidence = confidence,
            WeightsSha256 = sha256,
        };
    }

    private static NetworkDefinition? ReadArchitecture(JsonElement? element, List<string> faults)
    {
        if (element is not JsonElement value)
        {
            return null;
        }

        try
        {
            return NetworkDefinition.Parse(value.GetRawText());
        }
        catch (InvalidModelException fault)
        {
            faults.Add($"architecture: {fault.Message.TrimEnd('.')}");
            return null;
        }
    }

    private static void CheckClasses(IReadOnlyList<string> classes, NetworkDefinition architecture, List<string> faults)
    {
        if (classes.Count != architecture.ClassCount)
        {
            faults.Add($"classes has {classes.Count} labels, but the architecture has {architecture.ClassCount} classes");
        }

        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i].Length is < 1 or > MaxLabelLength)
            {
                faults.Add($"classes[{i}] has {classes[i].Length} characters where 1 to {MaxLabelLength} are expected");
            }
            else if (classes.Take(i).Contains(classes[i]))
            {
                faults.Add($"classes[{i}] is \"{classes[i]}\", which is there already");
            }
        }
    }

    internal static DigitNormalizerOptions VisitNormalizer(IJsonFieldVisitor fields, DigitNormalizerOptions options) => options with
    {
        Style = fields.Choice("style", options.Style),
        LongestSide = fields.Single("longestSide", 4, 28, options.LongestSide),
        Border = fields.Single("border", 0, 2, options.Border),
        StretchContrast = fields.Boolean("stretchContrast", options.StretchContrast),
    };

    private static string ReadWeights(JsonFields fields, NetworkDefinition? architecture)
    {
        string sha256 = fields.GetText("sha256", 64);
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            fields.AddFault($"sha256 is \"{sha256}\" where 64 lower-case hexadecimal digits are expected");
        }

        string[] found = [.. fields.GetObjects("parameters", 4096).Select(parameter => Describe(
            parameter.GetText("name", MaxNameLength),
            parameter.GetArray("shape", 8).Select(size => size.Element.GetRawText() is { Length: <= 20 } text ? text : "?")))];
        fields.RejectOthers();
        if (architecture is not null)
        {
            string[] expected = [.. ParametersOf(architecture).Select(parameter => Describe(parameter.Name, parameter.Shape.Select(size => $"{size}")))];
            int first = Enumerable.Range(0, Math.Max(found.Length, expected.Length)).FirstOrDefault(i => found.ElementAtOrDefault(i) != expected.ElementAtOrDefault(i), -1);
            if (first >= 0)
            {
                fields.AddFault($"parameters[{first}] is {found.ElementAtOrDefault(first) ?? "missing"}, but the architecture wants {expected.ElementAtOrDefault(first) ?? "no more"}");
            }
        }

        return sha256;
    }

    private static string Describe(string name, IEnumerable<string> shape) => $"{name} [{string.Join(", ", shape)}]";

    /// <summary>Name and shape of every parameter of an architecture, in the order of the file, without allocating the values.</summary>
    internal static IEnumerable<ParameterSpecification> ParametersOf(NetworkDefinition architecture) =>
        architecture.Layers.SelectMany((layer, i) =>
            layer.GetParameters(architecture.InputOf(i)).Select(parameter => parameter with { Name = $"{architecture.LayerNames[i]}.{parameter.Name}" }));

    private static TrainingHistory ReadHistory(JsonFields fields)
    {
        EpochRecord[] epochs = [.. fields.GetObjects("epochs", MaxEpochs).Select(ReadEpoch)];
        int best = (int)fields.GetInteger("bestEpoch", 0, MaxEpochs);
        TrainingEnd end = fields.Choice("end", TrainingEnd.Completed);
        fields.RejectOthers();
        return new TrainingHistory(epochs, best, end);
    }

    private static EpochRecord ReadEpoch(JsonFields fields)
    {
        var epoch = new EpochRecord(
            (int)fields.GetInteger("epoch", 1, MaxEpochs),
            fields.GetNumber("learningRate", 0, 100),
            fields.GetNumber("trainingLoss", 0, double.MaxValue),
            fields.GetNumber("trainingAccuracy", 0, 1),
            fields.GetNumberOrNull("validationLoss", 0, double.MaxValue),
            fields.GetNumberOrNull("validationAccuracy", 0, 1),
            fields.GetNumber("seconds", 0, double.MaxValue),
            fields.GetNumber("imagesPerSecond", 0, double.MaxValue));
        fields.RejectOthers();
        return epoch;
    }

    private static DataFingerprint ReadFingerprint(JsonFields fields)
    {
        var fingerprint = new DataFingerprint(fields.GetText("name", MaxNameLength), (int)fields.GetInteger("count", 0, int.MaxValue), fields.GetText("sha256", 64));
        fields.RejectOthers();
        return fingerprint;
    }

    private static ClassificationReport? ReadReport(JsonFields fields, IReadOnlyList<string> classes, List<string> faults)
    {
        int before = faults.Count;
        double loss = fields.GetNumber("loss", 0, double.MaxValue);
        _ = fields.GetNumber("accuracy", 0, 1);
        if (classes.Count == 0)
        {
            return null;
        }

        var confusion = new ConfusionMatrix(classes);
        JsonItem[] rows = [.. fields.GetArray("confusion", 256)];
        bool right = rows.Length == classes.Count;
        for (int truth = 0; right && truth < rows.Length; truth++)
        {
            right = rows[truth].Element is { ValueKind: JsonValueKind.Array } row && row.GetArrayLength() == classes.Count;
            for (int predicted = 0; right && predicted < classes.Count; predicted++)
            {
                right = rows[truth].Element[predicted] is { ValueKind: JsonValueKind.Number } cell && cell.TryGetInt32(out int count) && count >= 0;
                if (right)
                {
                    confusion.Add(truth, predicted, rows[truth].Element[predicted].GetInt32());
                }
            }
        }

        if (!right)
        {
            fields.AddFault($"confusion is not {classes.Count} rows of {classes.Count} counts");
        }

        fields.RejectOthers();
        return faults.Count == before ? new ClassificationReport(confusion, loss) : null;
    }
}
