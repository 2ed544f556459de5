using MlNetInvoice.Files;
using MlNetInvoice.Models;
using MlNetInvoice.Models.MLNet;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Cli.Output;

/// <summary>
/// ML.NET's .zip for a trained model, without ML.NET: a pipeline that ML.NET saved (<c>Templates/Pipelines</c>, renewed by MlNetInvoice.MLNet.Tests) with the model put in.
/// </summary>
internal static class PipelineTemplate
{
    /// <summary>Saves the pipeline of a model beside its model file.</summary>
    /// <returns>Where.</returns>
    public static string Save(TrainedModel model, string modelPath)
    {
        string path = Path.ChangeExtension(modelPath, ".mlnet.zip");
        bool isReader = model.Manifest.Classes.Count > 10;
        using Stream template = TemplateFiles.Open($"Pipelines/{(isReader ? "read.zip" : "classify.zip")}");
        AtomicFile.Write(path, PipelineFile.Fill(template, model));
        return path;
    }

    /// <summary>Refuses, before anything is trained, a network that no template fits.</summary>
    public static void Check(NetworkDefinition architecture, bool isPrinted)
    {
        if (!isPrinted && (architecture.ClassCount != 10 || architecture.InputLength != DigitNormalizer.Length))
        {
            throw new UsageException($"--format mlnet writes networks of ten digits of 28×28 pixels, but {architecture.Name} has {architecture.ClassCount} classes and {architecture.InputLength} values.");
        }
    }
}
