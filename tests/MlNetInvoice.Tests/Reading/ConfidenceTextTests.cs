using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetInvoice.Batch;
using static MlNetInvoice.Reading.DrawnEvidence;

namespace MlNetInvoice.Reading;

public sealed partial class ConfidenceTextTests
{
    [TestCase(0f, "0.0%")]
    [TestCase(1e-9f, "below 0.1%")]
    [TestCase(0.00099999f, "below 0.1%")]
    [TestCase(0.001f, "0.1%")]
    [TestCase(0.5f, "50.0%")]
    [TestCase(0.9299999f, "92.9%")]
    [TestCase(0.93f, "93.0%")]
    [TestCase(0.99999994f, "99.9%")]
    [TestCase(1f, "100.0%")]
    public void A_probability_is_cut_and_never_rounded_up(float value, string text) => Assert.That(ConfidenceText.Percent(value), Is.EqualTo(text));

    [TestCase(0f, "0%")]
    [TestCase(0.93f, "93%")]
    [TestCase(0.93457f, "93.457%")]
    [TestCase(1e-6f, "0.0001%")]
    [TestCase(1f, "100%")]
    public void A_threshold_is_written_as_it_was_set(float value, string text) => Assert.That(ConfidenceText.Threshold(value), Is.EqualTo(text));

    [Test]
    public void What_was_cut_is_not_cut_again()
    {
        for (int i = 0; i <= 10_000; i++)
        {
            Assert.That(ConfidenceText.Cut((float)(i / 10_000.0), 4), Is.EqualTo(i / 10_000.0));
        }
    }

    /// <summary>Around every threshold, and at the ends: in the texts and in the data, what was rejected is below the threshold, and what was accepted is not.</summary>
    [Test]
    public void No_reading_contradicts_itself([Values(0f, 0.001f, 0.25f, 0.5f, 0.9f, 0.92f, 0.93f, 0.93457f, 0.99999f, 1f)] float threshold)
    {
        var options = new InvoiceReaderOptions { MinConfidence = threshold };
        int rejected = 0;
        foreach (float confidence in Around(threshold))
        {
            InvoiceReading reading = ReadingDecision.Of(Look(Number("12345678", confidence)), options).Single();
            string shown = ConfidenceText.Percent(confidence);
            using JsonDocument json = JsonDocument.Parse(ReadingJson.ToLine(PictureReading.FromReading("a", reading, default)));
            decimal written = json.RootElement.GetProperty("confidence").GetDecimal();
            string what = $"{confidence:R} at {threshold:R}: {shown}, {written}, {reading.Reason}";

            Assert.That(shown.Contains("100", StringComparison.Ordinal), Is.EqualTo(confidence == 1), what);
            Assert.That(shown == "0.0%", Is.EqualTo(confidence == 0), what);
            Assert.That(written, Is.LessThanOrEqualTo(Exact(confidence)), what);
            if (reading.Status == InvoiceReadingStatus.Read)
            {
                Assert.That(Exact(confidence), Is.GreaterThanOrEqualTo(Exact(threshold)), what);
                continue;
            }

            rejected++;
            decimal named = Percents().Matches(reading.Reason).Select(match => decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Single();
            Assert.That(named, Is.EqualTo(Exact(threshold) * 100), what);
            Assert.That(Shown(shown), Is.LessThan(named), what);
            Assert.That(written * 100, Is.LessThan(named), what);
            Assert.That(reading.Reason, Is.EqualTo($"Digit 1 of 8 is not sure: 1 or 0; the confidence is below {ConfidenceText.Threshold(threshold)}."));
        }

        Assert.That(rejected, threshold == 0 ? Is.Zero : Is.GreaterThanOrEqualTo(4));
    }

    private static IEnumerable<float> Around(float threshold)
    {
        float[] values = [0, 1e-9f, threshold - 1e-7f, float.BitDecrement(threshold), threshold, float.BitIncrement(threshold), threshold - 0.0004f, threshold - 0.00006f, threshold + 0.00006f, float.BitDecrement(1), 1];
        return values.Where(value => value is >= 0 and <= 1).Distinct();
    }

    private static decimal Shown(string percent) => percent.StartsWith("below ", StringComparison.Ordinal) ? 0.0999m : decimal.Parse(percent.TrimEnd('%'), CultureInfo.InvariantCulture);

    private static decimal Exact(float value) => decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+(?:\.\d+)?)%")]
    private static partial Regex Percents();
}
