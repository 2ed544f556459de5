using System.Diagnostics;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Training;

namespace MlNetInvoice.Interactive;

/// <summary>Draws a training below its cell while it runs: a bar, loss and accuracy so far, the time left, and curves that grow with each epoch.</summary>
public sealed class LiveTraining : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _name;
    private readonly LiveValue _shown;
    private readonly List<EpochRecord> _epochs = [];
    private long _drawn;

    private LiveTraining(string name, LiveValue shown) => (_name, _shown) = (name, shown);

    /// <summary>Shows a training that has not begun.</summary>
    /// <param name="name">The network's name, above the curves.</param>
    /// <exception cref="InvalidOperationException">No cell is running: the method is for notebooks.</exception>
    public static LiveTraining Show(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new LiveTraining(name, LiveValue.Show(new NotebookHtml(Html.Bar(name, 0, "training"))));
    }

    /// <summary>Draws how far it is: after each epoch, and in between at most five times a second.</summary>
    /// <param name="value">What the trainer reports.</param>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.FinishedEpoch is EpochRecord epoch)
        {
            _epochs.Add(epoch);
        }
        else if (Stopwatch.GetElapsedTime(_drawn) < Interval)
        {
            return;
        }

        _drawn = Stopwatch.GetTimestamp();
        _shown.Update(new NotebookHtml(Html.Bar(_name, Part(value), Say(value)) + (_epochs.Count == 0 ? "" : TrainingCurveChart.Create(_epochs, _name).ToHtml())));
    }

    private static double Part(TrainingProgress value) => value.FinishedEpoch is null
        ? (value.Epoch - 1 + ((double)value.Step / Math.Max(1, value.Steps))) / value.Epochs
        : (double)value.Epoch / value.Epochs;

    private static string Say(TrainingProgress value) => value.FinishedEpoch is not null && value.Epoch == value.Epochs
        ? FormattableString.Invariant($"{value.Epochs} epochs done, loss {value.Loss:0.0000}, accuracy {value.Accuracy:0.00%}")
        : FormattableString.Invariant($"epoch {value.Epoch} of {value.Epochs}, loss {value.Loss:0.0000}, accuracy {value.Accuracy:0.00%}, {value.Remaining.TotalSeconds:0} s left");
}
