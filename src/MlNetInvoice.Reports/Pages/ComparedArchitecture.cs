using MlNetInvoice.Networks;

namespace MlNetInvoice.Reports.Pages;

/// <summary>An architecture that was trained with one or more seeds, as <see cref="ComparisonReport"/> shows it.</summary>
/// <param name="Definition">The network.</param>
/// <param name="Epochs">Epochs of each training.</param>
/// <param name="Accuracies">Test accuracy of each training, 0 to 1; at least one.</param>
/// <param name="Seconds">Seconds of each training.</param>
/// <param name="Published">The accuracy that the architecture's source reports, 0 to 1, or null.</param>
public sealed record ComparedArchitecture(NetworkDefinition Definition, int Epochs, IReadOnlyList<double> Accuracies, IReadOnlyList<double> Seconds, double? Published = null)
{
    /// <summary>The median of <see cref="Accuracies"/>.</summary>
    public double MedianAccuracy => Median(Accuracies);

    /// <summary>The median of <see cref="Seconds"/>.</summary>
    public double MedianSeconds => Median(Seconds);

    private static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
