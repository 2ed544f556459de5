using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>What a .zip carries of a network: one line of JSON with the columns, then the library's model file in base64.</summary>
internal sealed record SavedPayload(string FeatureColumnName, string? LabelColumnName, TrainedModel Model)
{
    public const string KeyColumn = "MlNetInvoice.PayloadKey";

    public const string TextColumn = "MlNetInvoice.Payload";

    public const string Key = "network";

    /// <summary>The steps that give every row a text: a constant, and a value mapping from it to the text.</summary>
    public static IEstimator<ITransformer> Carry(MLContext mlContext, string text) =>
        mlContext.Transforms.CustomMapping(new PayloadKeyMapping().GetMapping(), PayloadKeyMapping.ContractName)
            .Append(mlContext.Transforms.Conversion.MapValue(TextColumn, [KeyValuePair.Create(Key, text)], KeyColumn));

    /// <summary>The payload that a value mapping holds, or null where it holds something else.</summary>
    public static SavedPayload? TryRead(MLContext mlContext, ValueMappingTransformer mapping)
    {
        IDataView probe = mlContext.Data.LoadFromEnumerable([new PayloadKeyMapping.Output { Key = Key }]);
        DataViewSchema schema;
        try
        {
            schema = mapping.GetOutputSchema(probe.Schema);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Another mapping, which wants another column.
            return null;
        }

        if (schema.GetColumnOrNull(TextColumn)?.Type is not TextDataViewType)
        {
            return null;
        }

        using DataViewRowCursor cursor = mapping.Transform(probe).GetRowCursor(schema.Where(c => c.Name == TextColumn));
        ReadOnlyMemory<char> text = default;
        cursor.MoveNext();
        cursor.GetGetter<ReadOnlyMemory<char>>(cursor.Schema[TextColumn])(ref text);
        return Parse(text.ToString());
    }

    /// <summary>Reads what <see cref="ToText"/> writes.</summary>
    /// <exception cref="InvalidModelException">The text is damaged.</exception>
    public static SavedPayload Parse(string text)
    {
        try
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            Header? header = JsonSerializer.Deserialize<Header>(text.AsSpan(0, Math.Max(0, end)));
            if (header is not { Format: 1 })
            {
                throw new InvalidModelException($"The network in the .zip has the format {header?.Format}; this library reads 1.");
            }

            using var bytes = new MemoryStream(Convert.FromBase64String(text[(end + 1)..]), writable: false);
            return new SavedPayload(header.Features, header.Label, ModelFile.Load(bytes));
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            throw new InvalidModelException($"The network in the .zip is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>The payload as text.</summary>
    public string ToText()
    {
        using var bytes = new MemoryStream();
        ModelFile.Save(Model, bytes);
        return JsonSerializer.Serialize(new Header(1, FeatureColumnName, LabelColumnName)) + '\n' + Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private sealed record Header(int Format, string Features, string? Label);
}
