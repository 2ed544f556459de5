namespace MlNetInvoice.Evaluation;

/// <summary>Times of pictures, in milliseconds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Percentile95">95 of 100 took no longer.</param>
/// <param name="Longest">The longest.</param>
internal sealed record ReadingTimes(double Mean, double Median, double Percentile95, double Longest)
{
    /// <summary>Sums up some times; all 0 where there are none.</summary>
    public static ReadingTimes Of(IEnumerable<TimeSpan> times)
    {
        double[] sorted = [.. times.Select(time => time.TotalMilliseconds).Order()];
        return sorted.Length == 0
            ? new ReadingTimes(0, 0, 0, 0)
            : new ReadingTimes(sorted.Average(), Rank(sorted, 0.5), Rank(sorted, 0.95), sorted[^1]);
    }

    // The nearest rank: a time that was measured, not one between two.
    private static double Rank(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
