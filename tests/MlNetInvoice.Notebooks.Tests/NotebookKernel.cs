using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetInvoice.Notebooks;

/// <summary>
/// The C# kernel of Polyglot Notebooks in a process of its own, spoken to over its standard streams: a line of JSON for each command and each event. One process for one notebook, so that none
/// runs on what another has imported.
/// </summary>
internal sealed class NotebookKernel : IDisposable
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What the kernel says of packages; it names folders of this machine.
    private static readonly string[] PackageNotes = ["<strong>Restore sources</strong>", "<strong>Installing Packages</strong>", "<strong>Installed Packages</strong>", "Loading extension"];

    private readonly Process _process;
    private int _commands;

    private NotebookKernel(Process process) => _process = process;

    public static NotebookKernel Start(NotebookPackages packages, string workingFolder, string mnistFolder)
    {
        var start = new ProcessStartInfo(packages.Kernel, ["stdio", "--default-kernel", "csharp", "--working-dir", workingFolder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["MLNETINVOICE_MNIST"] = mnistFolder;
        start.Environment["NUGET_PACKAGES"] = packages.Restored;
        start.Environment["NUGET_FALLBACK_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        return new NotebookKernel(Process.Start(start)!);
    }

    /// <summary>Runs a cell.</summary>
    /// <returns>What stands below it in the end.</returns>
    /// <exception cref="InvalidOperationException">The cell failed; the kernel's own words.</exception>
    public async Task<IReadOnlyList<NotebookOutput>> RunAsync(string code)
    {
        string token = $"cell{++_commands}";
        var command = new JsonObject
        {
            ["token"] = token,
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" },
            ["routingSlip"] = new JsonArray(),
        };
        await _process.StandardInput.WriteLineAsync(command.ToJsonString(Format));
        await _process.StandardInput.FlushAsync();
        var outputs = new List<(string? Id, NotebookOutput Output)>();
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            if (!line.StartsWith('{'))
            {
                // A greeting.
                continue;
            }

            JsonNode message = JsonNode.Parse(line)!;
            string type = (string)message["eventType"]!;
            bool isOfTheCell = message["command"] is JsonObject cause && (string?)cause["token"] == token;
            if (isOfTheCell && type == "CommandFailed")
            {
                throw new InvalidOperationException((string?)message["event"]!["message"]);
            }

            if (isOfTheCell && type == "CommandSucceeded")
            {
                return [.. outputs.Select(output => output.Output).Where(output => !PackageNotes.Any(note => output.Text.Contains(note, StringComparison.Ordinal)))];
            }

            Take(outputs, type, message["event"]!);
        }

        throw new InvalidOperationException("The kernel ended before the cell did.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    /// <summary>What an event does to the outputs below the cell, as a notebook does it.</summary>
    private static void Take(List<(string? Id, NotebookOutput Output)> outputs, string type, JsonNode happened)
    {
        if (type is not ("StandardOutputValueProduced" or "DisplayedValueProduced" or "DisplayedValueUpdated" or "ReturnValueProduced"))
        {
            return;
        }

        JsonNode formatted = happened["formattedValues"]![0]!;
        string text = ((string)formatted["value"]!).ReplaceLineEndings("\n"), mimeType = (string)formatted["mimeType"]!;
        string? id = (string?)happened["valueId"];
        if (type == "StandardOutputValueProduced")
        {
            if (outputs.Count > 0 && outputs[^1].Output.MimeType == NotebookOutput.Stream)
            {
                outputs[^1] = (null, outputs[^1].Output with { Text = outputs[^1].Output.Text + text });
            }
            else
            {
                outputs.Add((null, new NotebookOutput(NotebookOutput.Stream, text)));
            }
        }
        else if (type == "DisplayedValueUpdated")
        {
            int index = outputs.FindIndex(output => output.Id == id);
            Assert.That(index, Is.Not.Negative, $"the update of a value that is not shown: {text}");
            outputs[index] = (id, new NotebookOutput(mimeType, text));
        }
        else
        {
            outputs.Add((id, new NotebookOutput(mimeType, text)));
        }
    }
}
