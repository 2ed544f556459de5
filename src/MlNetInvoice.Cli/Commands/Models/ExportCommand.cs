using System.CommandLine;
using MlNetInvoice.Models;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Models.TensorFlow;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>export</c>: a model as ONNX or as a frozen TensorFlow graph.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext context)
    {
        var model = new Argument<string>("model.zip") { Description = "The model." };
        var output = new Option<string>("--out") { Description = "What to write: .onnx, or .pb for a frozen TensorFlow graph.", Required = true, HelpName = "model.onnx|model.pb" };
        var unfolded = new Option<bool>("--unfolded") { Description = "Keeps batch normalization as layers of its own (ONNX only)." };
        var command = new Command("export", "Writes a model as ONNX (operator set 13) or as a frozen TensorFlow graph, for ONNX Runtime, OpenCV, TensorFlow and others.") { model, output, unfolded };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            string format = Path.GetExtension(path).ToLowerInvariant();
            if (format is not (".onnx" or ".pb"))
            {
                throw new UsageException($"--out is {path}, but must end in .onnx or .pb.");
            }

            if (format == ".pb" && parsed.GetValue(unfolded))
            {
                throw new UsageException("--unfolded is for ONNX; a TensorFlow graph is always folded.");
            }

            TrainedModel loaded = ModelFile.Load(parsed.GetRequiredValue(model));
            if (format == ".onnx")
            {
                OnnxExporter.Save(loaded, path, new OnnxExportOptions { FoldNormalization = !parsed.GetValue(unfolded) });
            }
            else
            {
                GraphDefExporter.Save(loaded.Network, path);
            }

            context.Output.WriteLine($"{path}: {loaded.Network.Definition.Name}, {new FileInfo(path).Length} bytes");
            return ExitCode.Success;
        });
        return command;
    }
}
