using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Building;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>train</c>: trains a network on a folder of MNIST's form and saves the model.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandContext context)
    {
        var architecture = new Option<string?>("--arch") { Description = $"One of {string.Join(", ", NetworkArchitectures.Names)}. Default: the config's, or {TrainingConfig.DefaultArchitecture}." };
        var data = new Option<string>("--data") { Description = $"Folder with MNIST's four files (or others in their form); or {PrintedTraining.Name}: lines that the library prints itself, {PrintedTraining.NameWithFonts}: in the fonts of this machine, too. With --finetune: {PrintedTraining.Name},folder, a folder of corrected pictures with labels.csv.", Required = true, HelpName = "folder" };
        var finetune = new Option<string?>("--finetune") { Description = "A reader's model to go on from, tuned to the corrected pictures of --data. It is left as it is; what got better and worse is told, and nothing takes the new model by itself. Default: none.", HelpName = "model.zip" };
        var holdBack = new Option<float?>("--hold-back") { Description = "With --finetune: how many of a hundred pictures are not learnt from but measured. Default 20.", HelpName = "percent", CustomParser = OptionParsing.ParsePercent };
        var output = new Option<string>("--out") { Description = "The model to write.", Required = true, HelpName = "model.zip" };
        var config = new Option<string?>("--config") { Description = "All settings as JSON; its schema is assets/schemas/training-config.schema.json. Default: the architecture's own recipe.", HelpName = "config.json" };
        var epochs = new Option<int?>("--epochs") { Description = "Passes over the training images. Default: the config's, or the architecture's own." };
        var batchSize = new Option<int?>("--batch-size") { Description = "Images per step. Default: the config's, or the architecture's own." };
        var seed = new Option<int?>("--seed") { Description = "The same seed gives the same weights (for one number of threads). Default: the config's, or 1." };
        var rate = new Option<float?>("--learning-rate") { Description = "The largest learning rate of the schedule. Default: the config's, or the architecture's own.", CustomParser = OptionParsing.ParseSingle };
        var validation = new Option<int?>("--validation") { Description = "How many training images, the last ones, select the best epoch. Default: the config's, or 0: the last epoch is kept." };
        var threads = new Option<int?>("--threads") { Description = "Threads. Default: the config's, or as many as there are cores." };
        var resume = new Option<bool>("--resume") { Description = "Goes on with an interrupted training; the weights are those of an uninterrupted one, bit for bit." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replaces a model that stands at --out." };
        var timeTo = new Option<float?>("--time-to")
        {
            Description = "Prints after how many seconds this share of the test images was first right, such as 99.4. It only watches: no epoch is chosen by it. Default: not watched.",
            HelpName = "percent",
            CustomParser = OptionParsing.ParsePercent,
        };
        var format = new Option<TrainFormat>("--format")
        {
            Description = $"{nameof(TrainFormat.Model)}: this library's model file, the default. {nameof(TrainFormat.Mlnet)}: beside it, with .mlnet.zip at its end, a pipeline that MLContext.Model.Load loads.",
            HelpName = "model|mlnet",
        };
        var expert = new Option<string?>("--expert") { Description = $"A larger model, such as one of reader-deep, that reads again what this one is not sure of: it becomes part of the model file. For {PrintedTraining.Name} data. Default: none.", HelpName = "model.zip" };
        var keep = new Option<float?>("--keep") { Description = "With --finetune: how much of the former weights the new ones keep, in percent: more forgets less, and learns less. Default 50.", HelpName = "percent", CustomParser = OptionParsing.ParsePercent };
        var command = new Command("train", "Trains a network and saves it with its history. Ctrl-C saves the best so far; --resume goes on.")
        {
            architecture, data, output, config, epochs, batchSize, seed, rate, validation, threads, resume, overwrite, timeTo, format, finetune, holdBack, keep, expert,
        };
        command.SetLongAction((parsed, cancellationToken) =>
        {
            FineTuning? tuning = parsed.GetValue(finetune) is { } former ? FineTuning.Prepare(former, parsed.GetRequiredValue(data), parsed.GetValue(holdBack) ?? 20) : null;
            if (tuning is null && (parsed.GetValue(holdBack) ?? parsed.GetValue(keep)) is not null)
            {
                throw new UsageException("--hold-back and --keep are of --finetune; give that as well.");
            }

            if (tuning is not null && Path.GetFullPath(parsed.GetRequiredValue(output)) == Path.GetFullPath(tuning.BasePath))
            {
                throw new UsageException($"--out is {tuning.BasePath}, the model that is tuned: give the new one a name of its own.");
            }

            bool isPrinted = tuning is not null || PrintedTraining.IsMeantBy(parsed.GetRequiredValue(data));
            TrainingConfig settings = ReadConfig(parsed.GetValue(config), parsed.GetValue(architecture), isPrinted);
            if (tuning is not null)
            {
                settings = new TrainingConfig(tuning.Base.Network.Definition, parsed.GetValue(config) is null ? FineTuning.Recipe : settings.Options);
            }

            TrainingOptions options = settings.Options;
            options = options with
            {
                Epochs = parsed.GetValue(epochs) ?? options.Epochs,
                BatchSize = parsed.GetValue(batchSize) ?? options.BatchSize,
                Seed = parsed.GetValue(seed) ?? options.Seed,
                LearningRate = parsed.GetValue(rate) ?? options.LearningRate,
                ValidationCount = parsed.GetValue(validation) ?? options.ValidationCount,
                Threads = parsed.GetValue(threads) ?? options.Threads,
            };
            settings = settings with { Options = options };
            OutputFormat.RequireNew(parsed.GetRequiredValue(output), parsed.GetValue(overwrite) || parsed.GetValue(resume));
            return Run(context, settings, parsed.GetRequiredValue(data), parsed.GetRequiredValue(output), parsed.GetValue(resume), parsed.GetValue(timeTo), parsed.GetValue(format), tuning, parsed.GetValue(keep) ?? 50, parsed.GetValue(expert), cancellationToken);
        });
        return command;
    }

    private static TrainingConfig ReadConfig(string? path, string? architecture, bool isPrinted)
    {
        try
        {
            return path is null && isPrinted ? TrainingConfig.For(architecture ?? PrintedTraining.DefaultArchitecture, PrintedTraining.ClassCount)
                : path is null ? TrainingConfig.For(architecture ?? TrainingConfig.DefaultArchitecture) : TrainingConfig.Parse(File.ReadAllText(path), architecture);
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException(fault.Message.Replace("config:", $"{path}:", StringComparison.Ordinal), fault);
        }
        catch (ArgumentException fault)
        {
            throw UsageException.From(fault);
        }
    }

    private static int Run(CommandContext context, TrainingConfig config, string data, string output, bool resume, float? timeTo, TrainFormat format, FineTuning? tuning, float keep, string? expertPath, CancellationToken cancellationToken)
    {
        if (format == TrainFormat.Mlnet)
        {
            PipelineTemplate.Check(config.Architecture, tuning is not null || PrintedTraining.IsMeantBy(data));
        }

        if (expertPath is not null && tuning is null && !PrintedTraining.IsMeantBy(data))
        {
            throw new UsageException($"--expert is for a reader of lines, which is trained with --data {PrintedTraining.Name} or {PrintedTraining.NameWithFonts}.");
        }

        TrainedModel? expert = expertPath is null ? null : ModelFile.Load(expertPath);
        bool tunesExpert = expert is null && tuning?.Base.Expert is not null;
        TrainingJob job = tuning is not null ? tuning.CreateJob(config, data, output, resume, keep) : PrintedTraining.IsMeantBy(data) ? PrintedTraining.CreateJob(config, data, output, resume) : CreateJob(config, data, output, resume);
        if (resume && !File.Exists(job.StatePath) && File.Exists(output) && !(tunesExpert && File.Exists(ExpertTuning.PathFor(output))))
        {
            context.Output.WriteLine($"{output} is finished; there is nothing to go on with.");
            return ExitCode.Success;
        }

        AccuracyMilestone? milestone = timeTo is float percent && job.Test is not null ? new AccuracyMilestone(percent, job.Test, job.Classes) : null;
        job = job with { EpochEnded = milestone is null ? null : milestone.Watch };
        TrainedModel? model;
        try
        {
            config.Options.Validate();
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{config.Architecture.Name}: {config.Architecture.WeightCount} weights, {job.Training.Count - config.Options.ValidationCount} training images, {config.Options.Epochs} epochs"));
            if (tuning is not null)
            {
                context.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"tuning {tuning.BasePath}: {tuning.Training.Count} corrected numbers to learn from, {tuning.HeldBack.Count} held back{(tuning.WithoutPlace > 0 ? $", {tuning.WithoutPlace} left out (they do not say where their digits stand)" : "")}"));
            }

            if (tunesExpert)
            {
                expert = ExpertTuning.Run(context, tuning!, config.Options, data, output, resume, keep, cancellationToken);
                if (expert is null)
                {
                    context.Error.WriteLine("Stopped; the same command with --resume goes on.");
                    return ExitCode.Cancelled;
                }
            }

            model = TrainingView.Show(context, progress => TrainingSession.Run(job, progress, cancellationToken));
        }
        catch (ArgumentException fault)
        {
            throw UsageException.From(fault);
        }

        if (model is null)
        {
            context.Error.WriteLine("Stopped before the first epoch's end: nothing was saved.");
            return ExitCode.Cancelled;
        }

        if (expert is not null)
        {
            // What was interrupted is calibrated when it is done.
            bool isDone = model.Manifest.History!.End != TrainingEnd.Cancelled;
            model = isDone ? PrintedTraining.Join(model, expert, cancellationToken) : model.WithExpert(expert);
            ModelFile.Save(model, output);
            if (isDone && tunesExpert)
            {
                File.Delete(ExpertTuning.PathFor(output));
            }
        }

        context.Output.Write(model.Manifest.TestReport);
        context.Output.WriteLine();
        IReadOnlyList<string> artifacts = TrainingArtifacts.Write(model, job);
        TrainingHistory history = model.Manifest.History!;
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{output}: epoch {history.BestEpoch} of {history.Epochs.Count}, {new FileInfo(output).Length / 1000.0:0} kB, trained in {history.Seconds:0.0} s; beside it {string.Join(", ", artifacts)}"));
        if (format == TrainFormat.Mlnet)
        {
            context.Output.WriteLine($"{PipelineTemplate.Save(model, output)}: the same model as a pipeline of ML.NET");
        }

        if (milestone is not null)
        {
            context.Output.WriteLine(milestone.ToString());
        }

        if (tuning is not null && history.End != TrainingEnd.Cancelled)
        {
            FineTuningReport report = FineTuningReport.Measure(tuning, model, job.Test!, cancellationToken);
            report.Save(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(output))!, FineTuningReport.FileName));
            context.Output.Write(report);
            context.Output.WriteLine($"{tuning.BasePath} still reads. To read by the new model: mlnetinvoice read --model {output}, or Service:ModelPath of the service.");
        }

        if (history.End == TrainingEnd.Cancelled)
        {
            context.Error.WriteLine("Stopped; the best so far was saved. The same command with --resume goes on.");
            return ExitCode.Cancelled;
        }

        return ExitCode.Success;
    }

    private static TrainingJob CreateJob(TrainingConfig config, string data, string output, bool resume)
    {
        MnistData images = Mnist.Load(data);
        return new TrainingJob
        {
            Config = config,
            Training = images.Training,
            Test = images.Test,
            DataName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data))),
            ModelPath = output,
            Resume = resume,
        };
    }
}
