using System.Text.Json;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Json;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

/// <summary>Writes <c>manifest.json</c>, field by field as <see cref="ManifestJson"/> reads it.</summary>
internal static class ManifestWriter
{
    /// <summary>Writes a manifest with the names and shapes of the network's parameters.</summary>
    public static byte[] Write(ModelManifest manifest, IReadOnlyList<NetworkParameter> parameters)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", manifest.FormatVersion);
            writer.WriteString("writtenBy", manifest.WrittenBy);
            writer.WritePropertyName("architecture");
            using (var architecture = JsonDocument.Parse(manifest.Architecture.ToJson()))
            {
                architecture.RootElement.WriteTo(writer);
            }

            WriteTexts(writer, "classes", manifest.Classes);
            writer.WriteStartObject("normalizer");
            ManifestJson.VisitNormalizer(new JsonFieldWriter(writer), manifest.Normalizer);
            writer.WriteEndObject();
            WriteWeights(writer, manifest.WeightsSha256, parameters);
            WriteTraining(writer, manifest);
            WriteData(writer, manifest.Data);
            WriteReport(writer, manifest.TestReport);
            if (manifest.ReadingConfidence is { } confidence)
            {
                writer.WriteStartArray("readingConfidence");
                foreach (float weight in confidence)
                {
                    writer.WriteNumberValue(weight);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteWeights(Utf8JsonWriter writer, string sha256, IReadOnlyList<NetworkParameter> parameters)
    {
        writer.WriteStartObject("weights");
        writer.WriteString("sha256", sha256);
        writer.WriteStartArray("parameters");
        foreach (NetworkParameter parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            WriteIntegers(writer, "shape", parameter.Shape.Select(size => (long)size));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTraining(Utf8JsonWriter writer, ModelManifest manifest)
    {
        if (manifest.Training is not null)
        {
            writer.WriteStartObject("training");
            TrainingSettings.Visit(new JsonFieldWriter(writer), manifest.Training);
            writer.WriteEndObject();
        }

        if (manifest.History is not null)
        {
            writer.WriteStartObject("history");
            writer.WriteNumber("bestEpoch", manifest.History.BestEpoch);
            writer.WriteString("end", JsonNamingPolicy.CamelCase.ConvertName(manifest.History.End.ToString()));
            writer.WriteStartArray("epochs");
            foreach (EpochRecord epoch in manifest.History.Epochs)
            {
                WriteEpoch(writer, epoch);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private static void WriteEpoch(Utf8JsonWriter writer, EpochRecord epoch)
    {
        writer.WriteStartObject();
        writer.WriteNumber("epoch", epoch.Epoch);
        writer.WriteNumber("learningRate", epoch.LearningRate);
        writer.WriteNumber("trainingLoss", epoch.TrainingLoss);
        writer.WriteNumber("trainingAccuracy", epoch.TrainingAccuracy);
        if (epoch.ValidationLoss is double loss && epoch.ValidationAccuracy is double accuracy)
        {
            writer.WriteNumber("validationLoss", loss);
            writer.WriteNumber("validationAccuracy", accuracy);
        }

        writer.WriteNumber("seconds", epoch.Seconds);
        writer.WriteNumber("imagesPerSecond", epoch.ImagesPerSecond);
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, IReadOnlyList<DataFingerprint> data)
    {
        writer.WriteStartArray("data");
        foreach (DataFingerprint fingerprint in data)
        {
            writer.WriteStartObject();
            writer.WriteString("name", fingerprint.Name);
            writer.WriteNumber("count", fingerprint.Count);
            writer.WriteString("sha256", fingerprint.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReport(Utf8JsonWriter writer, ClassificationReport? report)
    {
        if (report is null)
        {
            return;
        }

        writer.WriteStartObject("testReport");
        writer.WriteNumber("loss", report.Loss);
        writer.WriteNumber("accuracy", report.Accuracy);
        writer.WriteStartArray("confusion");
        for (int truth = 0; truth < report.Confusion.ClassCount; truth++)
        {
            WriteIntegers(writer, null, Enumerable.Range(0, report.Confusion.ClassCount).Select(predicted => report.Confusion[truth, predicted]));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteIntegers(Utf8JsonWriter writer, string? name, IEnumerable<long> values)
    {
        if (name is null)
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartArray(name);
        }

        foreach (long value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}
