using System.Text.Json;
using MlNetInvoice.Json;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models;

/// <summary>Reads <c>manifest.json</c> with every field checked, and writes it, both as <see cref="ManifestFields"/> describes it.</summary>
internal static class ManifestJson
{
    private const string Entry = "manifest.json";

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidModelException">It is no manifest of a version that this library reads, or holds faults; every one is named.</exception>
    public static ModelManifest Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            CheckVersion(document.RootElement);
            var faults = new List<string>();
            var fields = new JsonFields(document.RootElement, "", faults);
            ModelManifest? manifest = ManifestFields.Visit(fields, null);
            fields.RejectOthers();
            if (manifest is not null)
            {
                CheckClasses(manifest.Classes, manifest.Architecture, faults);
            }

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

    /// <summary>Writes a manifest.</summary>
    public static byte[] Write(ModelManifest manifest)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            ManifestFields.Visit(new JsonFieldWriter(writer), manifest);
            writer.WriteEndObject();
        }

        return output.ToArray();
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

    private static void CheckClasses(IReadOnlyList<string> classes, NetworkDefinition architecture, List<string> faults)
    {
        if (classes.Count != architecture.ClassCount)
        {
            faults.Add($"classes has {classes.Count} labels, but the architecture has {architecture.ClassCount} classes");
        }

        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i].Length is < 1 or > ManifestFields.MaxLabelLength)
            {
                faults.Add($"classes[{i}] has {classes[i].Length} characters where 1 to {ManifestFields.MaxLabelLength} are expected");
            }
            else if (classes.Take(i).Contains(classes[i]))
            {
                faults.Add($"classes[{i}] is \"{classes[i]}\", which is there already");
            }
        }
    }
}
