using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Notes when a training first names a given share of the test images right. It only watches: no epoch is chosen by it.</summary>
/// <param name="percent">The share, above 0 to 100.</param>
/// <param name="test">The test images.</param>
/// <param name="classes">What the classes are called.</param>
internal sealed class AccuracyMilestone(float percent, LabeledImages test, IReadOnlyList<string> classes)
{
    private double _seconds;
    private string? _reached;

    /// <summary>Tests the network of an epoch, until the share is reached.</summary>
    public void Watch(Network network, EpochRecord epoch)
    {
        _seconds += epoch.Seconds;
        if (_reached is not null)
        {
            return;
        }

        double accuracy = 100 * ClassificationReport.Measure(new NetworkClassifier(network).Classify, test, classes, CancellationToken.None).Accuracy;
        if (accuracy >= percent)
        {
            _reached = string.Create(
                CultureInfo.InvariantCulture,
                $"{percent:0.##}% of the test images were right first after epoch {epoch.Epoch}, {_seconds:0.0} s of training ({accuracy:0.00}%); no epoch was chosen by it.");
        }
    }

    /// <summary>What came of it, one line.</summary>
    public override string ToString() => _reached ?? string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}% of the test images were never right.");
}
