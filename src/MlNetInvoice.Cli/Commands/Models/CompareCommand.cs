using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Building;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Pages;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>compare</c>: trains several architectures with several seeds each and prints one table beside the published figures.</summary>
internal static class CompareCommand
{
    // What the sources of the architectures report on MNIST's test images.
    private static readonly Dictionary<string, double> Published = new()
    {
        ["lenet5"] = 0.9885,
        ["lenet5-bn"] = 0.98,
        ["lenet5-classic"] = 0.984,
        ["mlp"] = 0.96,
    };

    public static Command Create(CommandContext context)
    {
        var architectures = new Option<string>("--archs") { Description = "Names, separated by commas.", DefaultValueFactory = _ => "lenet5,lenet5-bn,lenet5-classic,lenet1,mlp,softmax" };
        var seeds = new Option<int>("--seeds") { Description = "Trainings of each, with seeds 1, 2, …", DefaultValueFactory = _ => 3 };
        var data = new Option<string>("--data") { Description = "Folder with MNIST's four files (or others in their form).", Required = true, HelpName = "folder" };
        var epochs = new Option<int?>("--epochs") { Description = "Passes over the training images. Default: each architecture's own recipe." };
        var output = new Option<string>("--out") { Description = "The page with charts to write.", DefaultValueFactory = _ => "comparison.html", HelpName = "comparison.html" };
        var command = new Command("compare", "Trains architectures side by side: weights, multiply-adds, test accuracy with its spread, time.") { architectures, seeds, data, epochs, output };
        command.SetLongAction((parsed, cancellationToken) =>
        {
            int count = parsed.GetValue(seeds);
            if (count is < 1 or > 100)
            {
                throw new UsageException($"--seeds is {count}, but must be 1 to 100.");
            }

            TrainingConfig[] configs = ReadConfigs(parsed.GetRequiredValue(architectures), parsed.GetValue(epochs));
            MnistData images = Mnist.Load(parsed.GetRequiredValue(data));
            ComparedArchitecture[] rows = [.. configs.Select(config => Train(context, config, images, count, cancellationToken))];
            Write(context.Output, rows);
            string page = parsed.GetRequiredValue(output);
            ComparisonReport.Create(rows).Page.Save(page);
            context.Output.WriteLine($"{page}: the same with charts");
            return ExitCode.Success;
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

    private static ComparedArchitecture Train(CommandContext context, TrainingConfig config, MnistData images, int seeds, CancellationToken cancellationToken)
    {
        List<double> accuracies = [], seconds = [];
        foreach (int seed in Enumerable.Range(1, seeds))
        {
            context.Error.WriteLine($"{config.Architecture.Name}, seed {seed}");
            TrainingResult result = TrainingView.Show(context, progress => Trainer.Train(
                config.Architecture, images.Training, null, config.Options with { Seed = seed }, progress, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            ClassificationReport report = ClassificationReport.Measure(
                new NetworkClassifier(result.Network).Classify, images.Test, ModelManifest.DigitClasses, cancellationToken);
            accuracies.Add(report.Accuracy);
            seconds.Add(result.History.Seconds);
        }

        return new ComparedArchitecture(config.Architecture, config.Options.Epochs, accuracies, seconds, Published.TryGetValue(config.Architecture.Name, out double published) ? published : null);
    }

    private static void Write(TextWriter output, ComparedArchitecture[] rows)
    {
        var table = new TextTable("architecture", "weights", "multiply-adds", "accuracy", "lowest", "highest", "published", "epochs", "seconds");
        foreach (ComparedArchitecture row in rows)
        {
            table.Add(
                row.Definition.Name,
                row.Definition.WeightCount.ToString("#,0", CultureInfo.InvariantCulture),
                row.Definition.MultiplyAdds.ToString("#,0", CultureInfo.InvariantCulture),
                Percent(row.MedianAccuracy),
                Percent(row.Accuracies.Min()),
                Percent(row.Accuracies.Max()),
                row.Published is double published ? Percent(published) : "-",
                row.Epochs.ToString(CultureInfo.InvariantCulture),
                row.MedianSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        table.WriteTo(output);
    }

    private static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
