using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Synthesis.Calibration;
using MlNetInvoice.Synthesis.Strips;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary>
/// Tuning a reader to corrected pictures: <c>train --finetune model.zip --data printed,folder</c>. It goes on learning printed lines beside the pictures, so that it does not forget them;
/// a part of the pictures is held back and shows what got better and worse.
/// </summary>
internal sealed class FineTuning
{
    // Of four windows three are printed.
    private const int PrintedWindows = 90_000;
    private const int LabeledWindows = 30_000;

    // An expert is twice as large and asked seldom: it sees a third of them.
    private const int ExpertShare = 3;

    private readonly string _folder;

    private FineTuning(string folder, TrainedModel model, IReadOnlyList<LabeledInvoice> training, IReadOnlyList<LabeledInvoice> heldBack, int withoutPlace, string basePath)
    {
        _folder = folder;
        Base = model;
        Training = training;
        HeldBack = heldBack;
        WithoutPlace = withoutPlace;
        BasePath = basePath;
    }

    /// <summary>The model that is tuned.</summary>
    public TrainedModel Base { get; }

    /// <summary>Its file.</summary>
    public string BasePath { get; }

    /// <summary>The numbers that are learnt from.</summary>
    public IReadOnlyList<LabeledInvoice> Training { get; }

    /// <summary>The numbers of the pictures that are not.</summary>
    public IReadOnlyList<LabeledInvoice> HeldBack { get; }

    /// <summary>Numbers that say no place, and are neither learnt from nor held back.</summary>
    public int WithoutPlace { get; }

    private string FolderName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder)));

    /// <summary>How a reader is tuned where nothing else is said: a fraction of the recipe's epochs, at a thirteenth of its rate.</summary>
    public static TrainingOptions Recipe { get; } = TrainingOptions.For(PrintedTraining.DefaultArchitecture) with { Epochs = 6, LearningRate = 0.0003f };

    /// <summary>Reads the model and the labels and holds a part of the pictures back, by their names: the same ones whenever it is asked.</summary>
    /// <param name="modelPath">The model.</param>
    /// <param name="data"><c>printed,folder</c> or <c>printed+fonts,folder</c>.</param>
    /// <param name="percent">How many pictures of a hundred are held back, above 0 to 90.</param>
    public static FineTuning Prepare(string modelPath, string data, float percent)
    {
        if (data.Split(',', 2) is not [var printed, { Length: > 0 } folder] || !PrintedTraining.IsMeantBy(printed))
        {
            throw new UsageException($"--finetune learns from corrected pictures beside printed lines: give --data {PrintedTraining.Name},folder, not {data}.");
        }

        if (percent > 90)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--hold-back is {percent}, but must be above 0 to 90 percent."));
        }

        TrainedModel model = ModelFile.Load(modelPath);
        if (model.Manifest.Classes.Count != PrintedClasses.Count || !SlidingNetwork.CanSlide(model.Network.Definition))
        {
            throw new UsageException($"{modelPath} is a \"{model.Network.Definition.Name}\" of {model.Manifest.Classes.Count} classes; --finetune takes a reader of lines, of {PrintedClasses.Count} classes.");
        }

        IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(folder);
        List<LabeledInvoice> usable = [.. labels.Where(LabeledStripSource.IsUsable)];
        string[] pictures = [.. usable.Select(label => label.File).Distinct().OrderBy(HashOf, StringComparer.Ordinal)];
        int held = Math.Max(1, (int)MathF.Round(pictures.Length * percent / 100));
        if (pictures.Length - held < 1)
        {
            throw new UsageException($"{folder}: {pictures.Length} of its pictures say where their digits stand (digits_quad); at least 2 are needed, one to learn from and one to be held back.");
        }

        HashSet<string> back = [.. pictures.Take(held)];
        return new FineTuning(
            folder, model, [.. usable.Where(label => !back.Contains(label.File))], [.. usable.Where(label => back.Contains(label.File))], labels.Count(label => label.Digits.Length > 0) - usable.Count, modelPath);
    }

    /// <summary>The training.</summary>
    /// <param name="config">The network and how it is trained.</param>
    /// <param name="data"><c>printed,folder</c> or <c>printed+fonts,folder</c>.</param>
    /// <param name="output">The model to write.</param>
    /// <param name="resume">Whether an interrupted training goes on.</param>
    /// <param name="keep">How many hundredths of the former weights the new ones keep.</param>
    public TrainingJob CreateJob(TrainingConfig config, string data, string output, bool resume, float keep) => CreateJob(Base, config.Options, data, output, resume, keep, 1) with
    {
        Calibrate = (network, cancellation) => ReaderCalibration.Fit(network, cancellationToken: cancellation),
        Origins = OriginsOf(),
    };

    /// <summary>The training of the model's expert, which it must have. Its confidence is fitted later, beside the tuned model.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="data"><c>printed,folder</c> or <c>printed+fonts,folder</c>.</param>
    /// <param name="output">The model to write.</param>
    /// <param name="resume">Whether an interrupted training goes on.</param>
    /// <param name="keep">How many hundredths of the former weights the new ones keep.</param>
    public TrainingJob CreateExpertJob(TrainingOptions options, string data, string output, bool resume, float keep) =>
        CreateJob(Base.Expert!, options, data, output, resume, keep, ExpertShare) with { Calibrate = null };

    private TrainingJob CreateJob(TrainedModel initial, TrainingOptions options, string data, string output, bool resume, float keep, int part)
    {
        var config = new TrainingConfig(initial.Network.Definition, options);
        TrainingJob printed = PrintedTraining.CreateJob(config, data.Split(',')[0], output, resume, PrintedWindows / part);
        var source = new JoinedTrainingSource(printed.Source!, new LabeledStripSource(Training, Base, LabeledWindows / part, options.Seed));
        return printed with
        {
            Source = source,
            Training = source.GetEpoch(0),
            Initial = initial,
            InitialShare = keep / 100,
            DataName = $"{printed.DataName} and {Training.Count} corrected numbers of {FolderName}",
        };
    }

    /// <summary>What the tuned model's manifest says of its origin.</summary>
    public IReadOnlyList<DataFingerprint> OriginsOf() =>
    [
        new DataFingerprint($"tuned from {Path.GetFileName(BasePath)}, its weights", (int)Base.Network.Definition.WeightCount, Base.Manifest.WeightsSha256),
        FingerprintOf($"tuned on {FolderName}, corrected numbers", Training),
        FingerprintOf($"{FolderName}, held back and not learnt from", HeldBack),
    ];

    private static DataFingerprint FingerprintOf(string name, IReadOnlyList<LabeledInvoice> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (IGrouping<string, LabeledInvoice> picture in labels.GroupBy(label => label.File).OrderBy(group => Path.GetFileName(group.Key), StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(picture.Key));
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join(',', picture.Select(label => label.Digits))));
        }

        return new DataFingerprint(name, labels.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Not the path, which differs from machine to machine.
    private static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(file))));
}
