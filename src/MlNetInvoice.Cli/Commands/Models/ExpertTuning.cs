using System.Globalization;
using MlNetInvoice.Building;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Models;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary>
/// Tunes the expert of a model to the same pictures, before the model itself: an expert that has not seen the new print would take back what the model has learnt to read.
/// </summary>
internal static class ExpertTuning
{
    /// <summary>Where the tuned expert lies until the model is done.</summary>
    public static string PathFor(string output) => Path.ChangeExtension(output, ".expert.zip");

    /// <summary>Tunes the expert, or takes the one that an interrupted run has finished.</summary>
    /// <returns>The expert, not calibrated yet; null if it was interrupted.</returns>
    public static TrainedModel? Run(CommandContext context, FineTuning tuning, TrainingOptions options, string data, string output, bool resume, float keep, CancellationToken cancellationToken)
    {
        string path = PathFor(output);
        if (resume && File.Exists(path) && !File.Exists(path + ".state"))
        {
            return ModelFile.Load(path);
        }

        TrainingJob job = tuning.CreateExpertJob(options, data, path, resume, keep);
        context.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"the expert first: {job.Config.Architecture.Name}, {job.Config.Architecture.WeightCount} weights, {job.Training.Count} training images, {options.Epochs} epochs"));
        TrainedModel? expert = TrainingView.Show(context, progress => TrainingSession.Run(job, progress, cancellationToken));
        return expert?.Manifest.History!.End == TrainingEnd.Cancelled ? null : expert;
    }
}
