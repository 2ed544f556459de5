using System.Text.Json;
using MlNetInvoice.Json;

namespace MlNetInvoice.Networks;

/// <summary>
/// Reads the JSON of a network definition, every fault named with its place (<c>layers[2].kernel</c>). By hand: the metadata that a serializer builds for the layers
/// takes longer than the rest of loading a model, and a command line reads one picture and ends.
/// </summary>
internal static class NetworkDefinitionReader
{
    private const int MaxNameLength = 64;
    private const int MaxLayers = 256;

    /// <summary>Reads a definition.</summary>
    /// <exception cref="InvalidModelException">The text is no such JSON, or the network cannot be built.</exception>
    public static NetworkDefinition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var faults = new List<string>();
            NetworkDefinitionDocument found = ReadRoot(new JsonFields(document.RootElement, "", faults));
            return faults.Count == 0
                ? new NetworkDefinition(found.Name, found.Input, found.Classes, found.Layers)
                : throw Invalid($"{string.Join("; ", faults)}.");
        }
        catch (JsonException fault)
        {
            throw Invalid(fault.Message, fault);
        }
        catch (InvalidOperationException fault)
        {
            // A text with half a surrogate pair cannot be had as a string.
            throw Invalid("it holds a text that is not Unicode.", fault);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidModelException(fault.Message, fault);
        }
    }

    private static InvalidModelException Invalid(string why, Exception? cause = null) => new($"The network definition is not valid: {why}", cause);

    private static NetworkDefinitionDocument ReadRoot(JsonFields fields)
    {
        string name = fields.GetText("name", MaxNameLength);
        LayerShape input = default;
        if (fields.GetObject("input") is JsonFields shape)
        {
            input = new LayerShape(ReadCount(shape, "channels"), ReadCount(shape, "rows"), ReadCount(shape, "columns"));
            shape.RejectOthers();
        }

        int classes = ReadCount(fields, "classes");
        var layers = new List<LayerDefinition>();
        foreach (JsonFields layer in fields.GetObjects("layers", MaxLayers))
        {
            if (ReadLayer(layer) is LayerDefinition definition)
            {
                layers.Add(definition);
            }
        }

        fields.RejectOthers();
        return new NetworkDefinitionDocument(name, input, classes, layers);
    }

    private static LayerDefinition? ReadLayer(JsonFields fields)
    {
        LayerDefinition? layer;
        string type = fields.GetText("type", MaxNameLength);
        switch (type)
        {
            case "convolution2d":
                layer = new Convolution2D(ReadCount(fields, "maps"), ReadCount(fields, "kernel")) { Padding = ReadCount(fields, "padding", 0) };
                break;
            case "maxPooling":
                layer = new MaxPooling(ReadCount(fields, "size")) { Stride = ReadCount(fields, "stride", 0) };
                break;
            case "averagePooling":
                layer = new AveragePooling(ReadCount(fields, "size")) { Stride = ReadCount(fields, "stride", 0) };
                break;
            case "batchNormalization":
                var usual = new BatchNormalization();
                layer = new BatchNormalization(ReadSingle(fields, "momentum", usual.Momentum), ReadSingle(fields, "epsilon", usual.Epsilon));
                break;
            case "dense":
                layer = new Dense(ReadCount(fields, "units"));
                break;
            case "dropout":
                layer = new Dropout((float)fields.GetNumber("rate", float.MinValue, float.MaxValue));
                break;
            case "relu":
                layer = new Relu();
                break;
            case "sigmoid":
                layer = new Sigmoid();
                break;
            case "tanh":
                layer = new Tanh();
                break;
            default:
                fields.AddFault($"has the type \"{type}\", which is not convolution2d, maxPooling, averagePooling, batchNormalization, dense, dropout, relu, sigmoid or tanh");
                return null;
        }

        // Written for people who look into a file; the type says the same.
        _ = fields.GetElement("kind", optional: true);
        fields.RejectOthers();
        return layer;
    }

    // Ranges are the definition's and the layers' own affair.
    private static int ReadCount(JsonFields fields, string name, int? byDefault = null) => (int)fields.GetInteger(name, int.MinValue, int.MaxValue, byDefault);

    private static float ReadSingle(JsonFields fields, string name, float byDefault) => fields.Single(name, float.MinValue, float.MaxValue, byDefault);
}
