using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlNetInvoice.Notebooks;

/// <summary>What a cell shows: one text of one MIME type; standard output counts as a type of its own.</summary>
internal sealed partial record NotebookOutput(string MimeType, string Text)
{
    public const string Stream = "stdout";

    /// <summary>The output as nbformat 4.5 has it.</summary>
    public JsonObject ToJson() => MimeType == Stream
        ? new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Lines(Text) }
        : new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { [MimeType] = Lines(Text) }, ["metadata"] = new JsonObject() };

    public static NotebookOutput FromJson(JsonNode output)
    {
        if ((string?)output["output_type"] == "stream")
        {
            return new NotebookOutput(Stream, Join(output["text"]!));
        }

        KeyValuePair<string, JsonNode?> data = output["data"]!.AsObject().First();
        return new NotebookOutput(data.Key, Join(data.Value!));
    }

    /// <summary>
    /// What must stay the same on other data, another machine and with a renewed model: the kinds and titles of figures, the heads of tables, and the words of texts; not the numbers.
    /// </summary>
    public string Essence()
    {
        if (MimeType != "text/html")
        {
            return $"{MimeType}: {string.Join('\n', Mask(Text).Split('\n').Select(line => line.TrimEnd()))}".TrimEnd();
        }

        IEnumerable<string> figures = Figure().Matches(Text).Select(match => match.Groups["svg"].Success
            ? $"svg {Mask(match.Groups["svg"].Value)}"
            : match.Groups["head"].Success ? $"table {Mask(Tag().Replace(match.Groups["head"].Value, " "))}"
            : $"img {Mask(match.Groups["img"].Value.Split(". ")[0])}");
        string[] found = [.. figures];
        return $"{MimeType}: {(found.Length > 0 ? string.Join("; ", found) : Mask(WebUtility.HtmlDecode(Tag().Replace(Text, " "))))}";
    }

    private static string Mask(string text) => Spaces().Replace(Number().Replace(text, "#"), " ");

    private static JsonArray Lines(string text)
    {
        string[] lines = text.Split('\n');
        return [.. lines.Select((line, index) => (JsonNode)(index < lines.Length - 1 ? line + "\n" : line)).Where(line => (string?)line != "")];
    }

    private static string Join(JsonNode text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)text!;

    [GeneratedRegex("<svg [^>]*>\\s*<title[^>]*>(?<svg>.*?)</title>|<img [^>]*alt=[\"'](?<img>[^\"']*)[\"']|<thead>(?<head>.*?)</thead>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"([A-Z]{2}-|[-−])?\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Spaces();
}
