using System.Globalization;

namespace MlNetInvoice.Reading;

/// <summary>
/// Probabilities as they are written, in texts and in data. They are cut, never rounded up: what stays below a threshold does not read as if it had reached it, nor does anything
/// short of certain read as 100%. Thresholds are written as they were set.
/// </summary>
internal static class ConfidenceText
{
    private const float LeastShown = 0.001f;

    /// <summary>A probability in percent with one decimal, such as <c>92.9%</c>; <c>below 0.1%</c> if it is less than that and not 0.</summary>
    public static string Percent(float value) => value is > 0 and < LeastShown
        ? "below 0.1%"
        : (Cut(value, 3) * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A threshold in percent with all its decimals, such as <c>93%</c>.</summary>
    public static string Threshold(float value) => (Exact(value) * 100).ToString("0.################", CultureInfo.InvariantCulture) + "%";

    /// <summary>A probability without what is beyond some decimals.</summary>
    /// <param name="value">The probability, 0 to 1.</param>
    /// <param name="decimals">How many stay.</param>
    public static double Cut(float value, int decimals)
    {
        double scale = Math.Pow(10, decimals);
        double nearest = Math.Round(value * scale) / scale;

        // 0.93 as a float lies beside 0.93: it is that number all the same, not the one a last decimal below.
        return (float)nearest == value ? nearest : Math.Floor(value * scale) / scale;
    }

    // The decimal that a person wrote for a float: the shortest that gives it.
    private static decimal Exact(float value) => decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
