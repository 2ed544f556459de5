using System.CommandLine;
using MlNetInvoice.Models;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>import</c>: a model of the weights in an ONNX file, such as one that PyTorch trained.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("model.onnx") { Description = "The ONNX file." };
        var architecture = new Option<string?>("--arch") { Description = $"What the file computes: one of {string.Join(", ", NetworkArchitectures.Names)}; not needed for files that this program exported. Default: what the file says." };
        var output = new Option<string>("--out") { Description = "The model to write.", Required = true, HelpName = "model.zip" };
        var command = new Command("import", "Makes a model of the weights in an ONNX file of the same architecture, such as one that PyTorch trained.") { file, architecture, output };
        command.SetAction(parsed =>
        {
            string source = parsed.GetRequiredValue(file), path = parsed.GetRequiredValue(output);
            try
            {
                NetworkDefinition? definition = parsed.GetValue(architecture) is string name ? NetworkArchitectures.Get(name) : null;
                Network network = OnnxImporter.Load(source, definition);
                ModelFile.Save(new TrainedModel(network), path);
                context.Output.WriteLine($"{path}: {network.Definition.Name}, {network.Definition.WeightCount} weights");
                return ExitCode.Success;
            }
            catch (ArgumentException fault)
            {
                throw UsageException.From(fault);
            }
            catch (InvalidModelException fault)
            {
                throw new InvalidModelException($"{source}: {fault.Message}", fault);
            }
        });
        return command;
    }
}
