using System.Text;
using System.Text.Json;

namespace MlNetInvoice.Models.Onnx;

/// <summary>What an exported model says about its classes and about how a glyph becomes its input, so that others can feed it rightly.</summary>
internal static class OnnxMetadata
{
    public static IReadOnlyDictionary<string, string> Describe(ModelManifest manifest) => new Dictionary<string, string>
    {
        ["mlnetinvoice.classes"] = string.Join(' ', manifest.Classes),
        ["mlnetinvoice.normalizer"] = DescribeNormalizer(manifest),
    };

    private static string DescribeNormalizer(ModelManifest manifest)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("style", manifest.Normalizer.Style.ToString());
            writer.WriteNumber("longestSide", manifest.Normalizer.LongestSide);
            writer.WriteNumber("border", manifest.Normalizer.Border);
            writer.WriteBoolean("stretchContrast", manifest.Normalizer.StretchContrast);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
