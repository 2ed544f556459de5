using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetInvoice.Notebooks;

/// <summary>A notebook file: its cells of code, and the outputs that stand in it.</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonNode _root;

    private Notebook(string path, JsonNode root) => (FilePath, _root) = (path, root);

    public string FilePath { get; }

    /// <summary>The cells of code in order.</summary>
    public IReadOnlyList<JsonObject> Cells => [.. _root["cells"]!.AsArray().Select(cell => cell!.AsObject()).Where(cell => (string?)cell["cell_type"] == "code")];

    public JsonNode Root => _root;

    public static Notebook Load(string name)
    {
        string path = Path.Combine(SharedData.RepositoryRoot, "notebooks", name);
        return new Notebook(path, JsonNode.Parse(File.ReadAllText(path))!);
    }

    /// <summary>The text of a cell; a notebook holds it whole or as lines.</summary>
    public static string SourceOf(JsonNode cell) => cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)cell["source"]!;

    public static IReadOnlyList<NotebookOutput> OutputsOf(JsonObject cell) => [.. cell["outputs"]!.AsArray().Select(output => NotebookOutput.FromJson(output!))];

    /// <summary>Puts new outputs into the file.</summary>
    public void Save(IReadOnlyList<IReadOnlyList<NotebookOutput>> outputs)
    {
        for (int index = 0; index < Cells.Count; index++)
        {
            Cells[index]["execution_count"] = index + 1;
            Cells[index]["outputs"] = new JsonArray([.. outputs[index].Select(output => (JsonNode)output.ToJson())]);
        }

        File.WriteAllText(FilePath, _root.ToJsonString(Format).ReplaceLineEndings("\n") + "\n");
    }
}
