using System.Text;
using System.Text.Json;
using MlNetInvoice.Json;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Building;

/// <summary>
/// What is to be trained and how, as a <c>config.json</c> says it: <c>architecture</c> (a name of <see cref="NetworkArchitectures"/>, or a network definition) and every
/// setting of <see cref="TrainingOptions"/> by its name in camel case. What is not said has the architecture's recipe. Immutable.
/// </summary>
/// <param name="Architecture">The network.</param>
/// <param name="Options">How it is trained.</param>
public sealed record TrainingConfig(NetworkDefinition Architecture, TrainingOptions Options)
{
    /// <summary>The architecture that is taken where none is named.</summary>
    public const string DefaultArchitecture = "lenet5";

    private const int MaxLength = 1024 * 1024;

    /// <summary>The recipe of a named architecture (<see cref="TrainingOptions.For"/>).</summary>
    /// <param name="architecture">One of <see cref="NetworkArchitectures.Names"/>.</param>
    /// <param name="classCount">Number of classes, 2 to 256.</param>
    /// <exception cref="ArgumentException">No architecture has this name; the message lists those that exist.</exception>
    public static TrainingConfig For(string architecture, int classCount = 10) =>
        new(NetworkArchitectures.Get(architecture, classCount), TrainingOptions.For(architecture));

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <param name="json">The text; comments and trailing commas are allowed.</param>
    /// <param name="architecture">A name that goes before the file's own, or null.</param>
    /// <exception cref="InvalidModelException">The text is no such JSON, or holds faults; the message names every one with the value found and what is allowed.</exception>
    public static TrainingConfig Parse(string json, string? architecture = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxLength)
        {
            throw new InvalidModelException($"config: has {json.Length} characters, more than the {MaxLength} allowed.");
        }

        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(json, options);
            return Read(document.RootElement, architecture);
        }
        catch (JsonException fault)
        {
            throw new InvalidModelException($"config: is not valid JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            // A text with half a surrogate pair cannot be had as a string.
            throw new InvalidModelException("config: holds a text that is not Unicode.", fault);
        }
    }

    /// <summary>The configuration with every setting, as <see cref="Parse"/> reads it.</summary>
    public string ToJson() => Write(writer =>
    {
        if (NetworkArchitectures.Names.Contains(Architecture.Name) && NetworkArchitectures.Get(Architecture.Name, Architecture.ClassCount).ToJson() == Architecture.ToJson())
        {
            writer.WriteString("architecture", Architecture.Name);
        }
        else
        {
            writer.WritePropertyName("architecture");
            using var definition = JsonDocument.Parse(Architecture.ToJson());
            definition.RootElement.WriteTo(writer);
        }

        TrainingSettings.Visit(new JsonFieldWriter(writer), Options);
    });

    /// <summary>The JSON schema (draft 2020-12) of a <c>config.json</c>; its defaults are those of <see cref="TrainingOptions"/>, before a recipe.</summary>
    public static string CreateSchema() => Write(writer =>
    {
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "Training configuration of MlNetInvoice");
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        writer.WriteStartObject("$schema");
        writer.WriteString("type", "string");
        writer.WriteEndObject();
        writer.WriteStartObject("architecture");
        writer.WriteStartArray("oneOf");
        writer.WriteStartObject();
        writer.WriteStartArray("enum");
        foreach (string name in NetworkArchitectures.Names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartArray("required");
        foreach (string name in (ReadOnlySpan<string>)["name", "input", "classes", "layers"])
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteString("default", DefaultArchitecture);
        writer.WriteEndObject();
        TrainingSettings.Visit(new JsonFieldSchema(writer), new TrainingOptions());
        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
    });

    private static TrainingConfig Read(JsonElement root, string? architecture)
    {
        var faults = new List<string>();
        var fields = new JsonFields(root, "", faults);
        _ = fields.GetElement("$schema", optional: true);
        JsonElement? own = fields.GetElement("architecture", optional: true);
        NetworkDefinition? definition = null;
        try
        {
            definition = (architecture, own) switch
            {
                (not null, _) => NetworkArchitectures.Get(architecture),
                (null, null) => NetworkArchitectures.Get(DefaultArchitecture),
                (null, { ValueKind: JsonValueKind.String }) => NetworkArchitectures.Get(own.Value.GetString()!),
                _ => NetworkDefinition.Parse(own.Value.GetRawText()),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidModelException)
        {
            faults.Add($"architecture: {fault.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}");
        }

        TrainingOptions options = TrainingSettings.Visit(fields, TrainingOptions.For(definition?.Name ?? DefaultArchitecture));
        fields.RejectOthers();
        return faults.Count == 0 ? new TrainingConfig(definition!, options) : throw new InvalidModelException($"config: {string.Join("; ", faults)}.");
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray()) + "\n";
    }
}
