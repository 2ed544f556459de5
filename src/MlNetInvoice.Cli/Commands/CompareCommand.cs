using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>compare</c>: trains several architectures with several seeds each and prints one table beside the published figures.</summary>
internal static class CompareCommand
{
    // What the sources of the architectures report on MNIST's test images, in percent.
    private static readonly Dictionary<string, string> Published = new()
    {
        ["lenet5"] = "98.85",
        ["lenet5-bn"] = "98",
        ["lenet5-classic"] = "98.40",
        ["mlp"] = "96",
    };

    public static Command Create(CommandContext context)
    {
        var architectures = new Option<string>("--archs") { Description = "Names, separated by commas.", DefaultValueFactory = _ => string.Join(',', NetworkArchitectures.Names) };
        var seeds = new Option<int>("--seeds") { Description = "Trainings of each, with seeds 1, 2, …", DefaultValueFactory = _ => 3 };
        var data = new Option<string>("--data") { Description = "Folder with MNIST's four files (or others in their form).", Required = true, HelpName = "folder" };
        var epochs = new Option<int?>("--epochs") { Description = "Passes over the training images; each architecture's own recipe where it is not said." };
        var command = new Command("compare", "Trains architectures side by side: weights, multiply-adds, test accuracy with its spread, time.") { architectures, seeds, data, epochs };
        command.SetAction((parsed, cancellationToken) =>
        {
            int count = parsed.GetValue(seeds);
            if (count is < 1 or > 100)
            {
                throw new UsageException($"--seeds is {count}, but must be 1 to 100.");
            }

            TrainingConfig[] configs = ReadConfigs(parsed.GetRequiredValue(architectures), parsed.GetValue(epochs));
            MnistData images = Mnist.Load(parsed.GetRequiredValue(data));
            Write(context.Output, [.. configs.Select(config => new Comparison(config, Train(context, config, images, count, cancellationToken)))]);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static TrainingConfig[] ReadConfigs(string names, int? epochs)
    {
        try
        {
            TrainingConfig[] configs = [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => TrainingConfig.For(name))
                .Select(config => epochs is int count ? config with { Options = config.Options with { Epochs = count } } : config)];
            foreach (TrainingConfig config in configs)
            {
                config.Options.Validate();
            }

            return configs;
        }
        catch (ArgumentException fault)
        {
            throw UsageException.From(fault);
        }
    }

    private static Run[] Train(CommandContext context, TrainingConfig config, MnistData images, int seeds, CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        foreach (int seed in Enumerable.Range(1, seeds))
        {
            context.Error.WriteLine($"{config.Architecture.Name}, seed {seed}");
            TrainingResult result = TrainingView.Show(context, progress => Trainer.Train(
                config.Architecture, images.Training, null, config.Options with { Seed = seed }, progress, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            ClassificationReport report = ClassificationReport.Measure(
                new NetworkClassifier(result.Network).Classify, images.Test, ModelManifest.DigitClasses, cancellationToken);
            runs.Add(new Run(report.Accuracy, result.History.Seconds));
        }

        return [.. runs];
    }

    private static void Write(TextWriter output, Comparison[] comparisons)
    {
        var table = new TextTable("architecture", "weights", "multiply-adds", "accuracy", "lowest", "highest", "published", "epochs", "seconds");
        foreach (Comparison comparison in comparisons)
        {
            NetworkDefinition architecture = comparison.Config.Architecture;
            double[] accuracies = [.. comparison.Runs.Select(run => run.Accuracy * 100).Order()];
            table.Add(
                architecture.Name,
                architecture.WeightCount.ToString("#,0", CultureInfo.InvariantCulture),
                architecture.MultiplyAdds.ToString("#,0", CultureInfo.InvariantCulture),
                Percent(Median(accuracies)),
                Percent(accuracies[0]),
                Percent(accuracies[^1]),
                Published.TryGetValue(architecture.Name, out string? published) ? published + "%" : "-",
                comparison.Config.Options.Epochs.ToString(CultureInfo.InvariantCulture),
                Median([.. comparison.Runs.Select(run => run.Seconds).Order()]).ToString("0.0", CultureInfo.InvariantCulture));
        }

        table.WriteTo(output);
    }

    private static string Percent(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private sealed record Run(double Accuracy, double Seconds);

    private sealed record Comparison(TrainingConfig Config, Run[] Runs);
}
