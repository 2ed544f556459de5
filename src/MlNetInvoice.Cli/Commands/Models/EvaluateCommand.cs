using System.CommandLine;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>evaluate</c>: loss, accuracy overall and per class, and the confusion matrix of a model, or of several that vote.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CommandContext context)
    {
        var models = new Argument<string[]>("model.zip") { Description = "The model; of several the scores are averaged (an ensemble).", Arity = ArgumentArity.OneOrMore };
        var data = new Option<string>("--data") { Description = "Folder with MNIST's test files (or others in their form).", Required = true, HelpName = "folder" };
        var training = new Option<bool>("--training") { Description = "Evaluates on the training images instead." };
        var command = new Command("evaluate", "Prints loss, accuracy overall and per class, and the confusion matrix on test images.") { models, data, training };
        command.SetLongAction((parsed, cancellationToken) =>
        {
            TrainedModel[] loaded = [.. parsed.GetRequiredValue(models).Select(ModelFile.Load)];
            string folder = parsed.GetRequiredValue(data);
            LabeledImages images = parsed.GetValue(training) ? Mnist.LoadTraining(folder) : Mnist.LoadTest(folder);
            context.Output.Write(Measure(loaded, images, cancellationToken));
            return ExitCode.Success;
        });
        return command;
    }

    private static ClassificationReport Measure(TrainedModel[] models, LabeledImages images, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> classes = models[0].Manifest.Classes;
        foreach (TrainedModel model in models)
        {
            NetworkDefinition architecture = model.Manifest.Architecture;
            if (architecture.Input != new LayerShape(1, images.Rows, images.Columns))
            {
                throw new InvalidDataSetException($"The images are 1×{images.Rows}×{images.Columns}, but the model {architecture.Name} takes {architecture.Input}.");
            }

            if (!model.Manifest.Classes.SequenceEqual(classes))
            {
                throw new InvalidModelException($"The models know different classes: {string.Join(' ', classes)} and {string.Join(' ', model.Manifest.Classes)}.");
            }
        }

        var ensemble = new NetworkEnsemble(models.Select(model => model.Network));
        return ClassificationReport.Measure(ensemble.Classify, images, classes, cancellationToken);
    }
}
