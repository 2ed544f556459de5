using System.Text;
using MlNetInvoice.Models;
using MlNetInvoice.Models.MLNet;

namespace MlNetInvoice.Cli.Output;

/// <summary>Writes a project from <c>Templates/Projects</c>: what every kind has, what one kind has, and the model.</summary>
internal static class ProjectTemplate
{
    private const string Ending = ".txt";
    private const string ModelName = "InvoiceModel.mlnet.zip";

    /// <summary>Writes the project.</summary>
    /// <param name="kind">A folder of templates.</param>
    /// <param name="folder">Where; empty or new.</param>
    /// <param name="modelPath">The model, or null for the embedded one.</param>
    /// <param name="version">The version of the package.</param>
    /// <returns>The names of the files.</returns>
    public static IReadOnlyList<string> Write(string kind, string folder, string? modelPath, string version)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new UsageException($"{folder} is not empty; name a new folder, so that nothing is overwritten.");
        }

        TrainedModel model = modelPath is null ? EmbeddedModels.LoadReader() : ModelFile.Load(modelPath);
        _ = new InvoiceReader(model);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (string template in TemplateFiles.Below("Projects/common").Concat(TemplateFiles.Below($"Projects/{kind}")))
        {
            using var reader = new StreamReader(TemplateFiles.Open(template), Encoding.UTF8);
            string name = template[(template.LastIndexOf('/') + 1)..^Ending.Length];
            File.WriteAllText(Path.Combine(folder, name), reader.ReadToEnd().Replace("{{version}}", version, StringComparison.Ordinal));
            files.Add(name);
        }

        using Stream pipeline = TemplateFiles.Open("Pipelines/read.zip");
        File.WriteAllBytes(Path.Combine(folder, ModelName), PipelineFile.Fill(pipeline, model));
        files.Add(ModelName);
        return files;
    }
}
