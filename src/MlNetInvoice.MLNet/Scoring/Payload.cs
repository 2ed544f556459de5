using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>
/// How a stage carries a text of any size in an ML.NET .zip with public means alone: a custom mapping stores nothing but its contract's name, so a constant key column
/// is added and a value mapping, which stores its values, substitutes the text for it. Every row then holds the same memory, which costs nothing.
/// </summary>
internal static class Payload
{
    public const string KeyColumn = "MlNetInvoice.PayloadKey";

    public const string TextColumn = "MlNetInvoice.Payload";

    /// <summary>The two steps that give every row the text.</summary>
    public static IEstimator<ITransformer> Carry(MLContext mlContext, string text) =>
        mlContext.Transforms.CustomMapping(new PayloadKeyMapping().GetMapping(), PayloadKeyMapping.ContractName)
            .Append(mlContext.Transforms.Conversion.MapValue(TextColumn, [KeyValuePair.Create(PayloadKeyMapping.Key, text)], KeyColumn));

    /// <summary>A whole stage: the text, a mapping that reads it, and the text's columns dropped.</summary>
    public static IEstimator<ITransformer> Stage<TInput, TOutput>(MLContext mlContext, string text, CustomMappingFactory<TInput, TOutput> mapping, string contractName)
        where TInput : class, new()
        where TOutput : class, new() =>
        Carry(mlContext, text)
            .Append(mlContext.Transforms.CustomMapping(mapping.GetMapping(), contractName))
            .Append(mlContext.Transforms.DropColumns(KeyColumn, TextColumn));

    /// <summary>The text that a value mapping substitutes, or null where it maps something else.</summary>
    public static string? TryRead(MLContext mlContext, ValueMappingTransformer mapping)
    {
        IDataView probe = mlContext.Data.LoadFromEnumerable([new PayloadKeyMapping.Output { Key = PayloadKeyMapping.Key }]);
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
        return text.ToString();
    }
}
