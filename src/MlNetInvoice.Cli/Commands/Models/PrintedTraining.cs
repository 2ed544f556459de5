using MlNetInvoice.Building;
using MlNetInvoice.Models;
using MlNetInvoice.Synthesis.Calibration;
using MlNetInvoice.Synthesis.Fonts;
using MlNetInvoice.Synthesis.Strips;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Training on lines that the library prints itself: <c>train --data printed</c>.</summary>
internal static class PrintedTraining
{
    /// <summary>Prints in the library's own faces: the same on every machine.</summary>
    public const string Name = "printed";

    /// <summary>Prints in the installed fonts, too.</summary>
    public const string NameWithFonts = "printed+fonts";

    /// <summary>The architecture that is taken where none is named.</summary>
    public const string DefaultArchitecture = "reader";

    /// <summary>Digits, capitals, none.</summary>
    public const int ClassCount = PrintedClasses.Count;

    private const int TestCount = 20_000;

    // Far from any training's seed.
    private const long TestSeed = 1L << 40;

    public static bool IsMeantBy(string data) => data is Name or NameWithFonts;

    /// <summary>A model with an expert that is calibrated on what the model is not sure of.</summary>
    public static TrainedModel Join(TrainedModel model, TrainedModel expert, CancellationToken cancellationToken)
    {
        IReadOnlyList<float> confidence = ReaderCalibration.FitExpert(model, expert.Network, cancellationToken: cancellationToken);
        return model.WithExpert(new TrainedModel(expert.Network, expert.Manifest with { ReadingConfidence = confidence }));
    }

    /// <summary>The training on printed lines.</summary>
    /// <param name="config">What is trained and how.</param>
    /// <param name="data">One of the names.</param>
    /// <param name="output">The model to write.</param>
    /// <param name="resume">Whether an interrupted training goes on.</param>
    /// <param name="count">Windows an epoch; null: the usual number.</param>
    public static TrainingJob CreateJob(TrainingConfig config, string data, string output, bool resume, int? count = null)
    {
        var options = new PrintedStripOptions { Seed = config.Options.Seed, Count = count ?? new PrintedStripOptions().Count, Fonts = data == NameWithFonts ? FontCatalog.Discover() : [], Ideographs = data == NameWithFonts ? FontCatalog.DiscoverIdeographs() : [] };
        var source = new PrintedStripSource(options);
        return new TrainingJob
        {
            Config = config,
            Source = source,
            Training = source.GetEpoch(0),
            Test = new PrintedStripSource(options with { Seed = TestSeed, Count = TestCount }).GetEpoch(0),
            DataName = data == NameWithFonts ? $"printed lines in the library's faces and {options.Fonts.Count} fonts" : "printed lines in the library's faces",
            Classes = [.. PrintedClasses.Characters.Select(character => character.ToString()), ModelManifest.NoneLabel],
            Calibrate = (network, cancellation) => ReaderCalibration.Fit(network, cancellationToken: cancellation),
            ModelPath = output,
            Resume = resume,
        };
    }
}
