using System.Globalization;
using System.Text;
using MlNetInvoice.Building;
using MlNetInvoice.Models;
using MlNetInvoice.Reports.Pages;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Output;

/// <summary>What <c>train</c> writes beside a model: the one place for it.</summary>
internal static class TrainingArtifacts
{
    /// <summary>Writes all of it.</summary>
    /// <param name="model">The model as it was saved.</param>
    /// <param name="job">The training that made it.</param>
    /// <returns>The names of the files.</returns>
    public static IReadOnlyList<string> Write(TrainedModel model, TrainingJob job)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(job.ModelPath!))!;
        var written = new List<string>();
        if (model.Manifest.History is TrainingHistory history)
        {
            File.WriteAllText(Path.Combine(folder, "history.csv"), ToCsv(history));
            written.Add("history.csv");
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), (job.Config with { Options = model.Manifest.Training ?? job.Config.Options }).ToJson());
        written.Add("config.json");
        written.AddRange(TrainingReport.Create(model, job.Test).Save(folder));
        return written;
    }

    private static string ToCsv(TrainingHistory history)
    {
        var text = new StringBuilder("epoch,learningRate,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond\n");
        foreach (EpochRecord epoch in history.Epochs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{epoch.Epoch},{epoch.LearningRate},{epoch.TrainingLoss},{epoch.TrainingAccuracy},{epoch.ValidationLoss},{epoch.ValidationAccuracy},{epoch.Seconds:0.000},{epoch.ImagesPerSecond:0}\n");
        }

        return text.ToString();
    }
}
