using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>What the runs of digits of one line may mean on a certificate.</summary>
internal static class FieldGrammar
{
    /// <summary>Digits of a run stand less than this apart, in pitches; a dash, a colon or a blank makes it more.</summary>
    public const float WithinRun = 1.34f;

    /// <summary>The same for sums, which may have commas.</summary>
    public const float WithinSum = 2.15f;

    // As far before a sum a digit may stand whose comma is broad.
    private const float BesideSum = 2.4f;

    private const float WithinTime = 2.05f;
    private const float LongestBlank = 5;
    private const int TimeDigits = 6;

    /// <summary>Probability of a run from which it is digits and no ideograph.</summary>
    private const float SureDigits = 0.93f;

    /// <summary>How likely digits must be what the calendar or a check sum make of them.</summary>
    private const float LeastLikelihood = 0.1f;

    // Of a tax number's candidates.
    private const float LeastCandidate = 1e-4f;
    private const float ByChance = 0.2f;

    /// <summary>Probability of a run below which it is taken for something else than digits.</summary>
    private const float Weak = 0.5f;

    /// <summary>The digits of the date that a line begins with, 2024-06-23: year, month and day.</summary>
    public static DigitRun? Date(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(WithinRun);
        for (int i = 0; i + 2 < runs.Count; i++)
        {
            if (runs[i].Count == 4 && runs[i + 1].Count == 2 && runs[i + 2].Count == 2)
            {
                return DigitRun.Of(runs[i], runs[i + 1], runs[i + 2]);
            }
        }

        return null;
    }

    /// <summary>The day that digits of a date mean.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="period">The months that the day belongs to, or null if they were not read.</param>
    public static (DateOnly Value, float Confidence)? Day(PooledDigits digits, InvoicePeriod? period)
    {
        if (period is not { } months)
        {
            return digits.IsUnanimous && TryDay(digits.Text, out DateOnly day) ? (day, digits.Likelihood(digits.Text)) : null;
        }

        // Of the sixty days that it can be, the one that the digits look like.
        (DateOnly Value, float Likelihood) best = default;
        float sum = 0;
        for (var day = new DateOnly(months.Year, months.FirstMonth, 1); months.Contains(day); day = day.AddDays(1))
        {
            float likelihood = digits.Likelihood(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            best = likelihood > best.Likelihood ? (day, likelihood) : best;
            sum += likelihood;
        }

        return best.Likelihood < LeastLikelihood ? null : (best.Value, best.Likelihood / sum);
    }

    /// <summary>The time that stands behind a date. Where the paper's edge or a finger hides the year, month and day are enough.</summary>
    public static InvoiceField<TimeOnly>? TimeOfDay(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(WithinRun);
        for (int i = 0; i + 1 < runs.Count; i++)
        {
            if (runs[i].Count == 4 && i + 2 < runs.Count && runs[i + 1].Count == 2 && runs[i + 2].Count == 2)
            {
                return Time(line, runs[i + 2].Last);
            }

            if (runs[i].Count == 2 && runs[i + 1].Count == 2 && IsDay(runs[i].Text, runs[i + 1].Text) && Time(line, runs[i + 1].Last) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>The two months, 113年05-06月.</summary>
    public static InvoiceField<InvoicePeriod>? Period(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(WithinRun);
        for (int i = 0; i + 2 < runs.Count; i++)
        {
            if (runs[i].Count is 2 or 3 && runs[i + 1].Count is 1 or 2 && runs[i + 2].Count is 1 or 2 && InvoicePeriod.TryParse($"{runs[i].Text}/{runs[i + 1].Text}-{runs[i + 2].Text}", out InvoicePeriod period)
                && CodeDate.IsYear(period.Year - InvoicePeriod.Epoch))
            {
                return new InvoiceField<InvoicePeriod>(period, FieldSource.Print, Identity(runs, i, 3), Box(runs, i, 3));
            }
        }

        return null;
    }

    /// <summary>The random code: a run of four digits at the left.</summary>
    public static DigitRun? RandomCode(FieldLine line)
    {
        float middle = MiddleOf(line);
        List<DigitRun> codes = [.. DigitRun.OfLength(line.Digits, 4, WithinRun * line.Pitch).Where(run => run.First < middle && run.Probability > Weak)];
        return codes.Count == 1 ? codes[0] : null;
    }

    /// <summary>Digits of which only the first may be something else.</summary>
    public static (string Value, float Confidence)? Digits(PooledDigits digits) => digits.IsUnanimous ? (digits.Text, digits.FirstIsDigit * digits.Likelihood(digits.Text)) : null;

    /// <summary>The sum that a line ends with. What stands before it is its caption, which may look like digits; what is left of it at the right is no print.</summary>
    public static DigitRun? Total(FieldLine line)
    {
        float middle = MiddleOf(line);
        List<DigitRun> runs = DigitRun.Split([.. line.Digits.Where(digit => digit.Column > middle)], BesideSum * line.Pitch);
        while (runs.Count > 1 && runs[^1].Probability < SureDigits && runs[^1].First - runs[^2].Last > BesideSum * line.Pitch)
        {
            runs.RemoveAt(runs.Count - 1);
        }

        return runs.Count == 0 || runs[^1].Last > line.End - (1.6f * line.Pitch) ? null : SumReading.Of(runs[^1].Digits, line.Pitch);
    }

    /// <summary>The sum that digits mean.</summary>
    public static (long Value, float Confidence)? Sum(PooledDigits digits) => Digits(digits) is { } sum ? (long.Parse(sum.Value, CultureInfo.InvariantCulture), sum.Confidence) : null;

    /// <summary>The seller's tax number: the first run of eight digits that begins at the left of the middle.</summary>
    public static DigitRun? Seller(FieldLine line) => TaxNumbers(line).Seller;

    /// <summary>The buyer's: it stands at the right of the seller's, or in its place on a line of its own, which is not read.</summary>
    public static DigitRun? Buyer(FieldLine line) => TaxNumbers(line).Buyer;

    /// <summary>The tax number that digits mean: of all that they may be the one that passes the check.</summary>
    public static (string Value, float Confidence)? Company(PooledDigits digits)
    {
        (string Value, float Likelihood) best = ("", 0);
        float passing = 0, failing = 0;
        foreach ((string text, float likelihood) in digits.Candidates(LeastCandidate))
        {
            if (!TaxNumber.IsValid(text))
            {
                failing += likelihood;
                continue;
            }

            best = likelihood > best.Likelihood ? (text, likelihood) : best;
            passing += likelihood;
        }

        // One number in five passes the check by chance, and so does what was left out.
        return best.Likelihood < LeastLikelihood ? null : (best.Value, best.Likelihood / (passing + (ByChance * Math.Max(0, 1 - passing - failing))));
    }

    private static (DigitRun? Seller, DigitRun? Buyer) TaxNumbers(FieldLine line)
    {
        DigitRun? seller = null, buyer = null;
        foreach (DigitRun run in DigitRun.OfLength(line.Digits, 8, WithinRun * line.Pitch))
        {
            (seller, buyer) = run.First < line.Middle && seller is null ? (run, buyer) : (seller, seller is null ? buyer : run);
        }

        return (seller, buyer);
    }

    private static float MiddleOf(FieldLine line) => line.Middle - (2 * line.Pitch);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && CodeDate.IsYear(day.Year - InvoicePeriod.Epoch);

    private static bool IsDay(string month, string day) =>
        DateOnly.TryParseExact($"2024{month}{day}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // A colon is so narrow that its gap may be hardly any: three pairs behind the date, and nothing close behind them.
    private static InvoiceField<TimeOnly>? Time(FieldLine line, float from)
    {
        List<PrintedDigit> digits = [.. line.Digits.Where(digit => digit.Column > from).Take(TimeDigits + 1)];
        if (digits.Count < TimeDigits || digits[0].Column - from > LongestBlank * line.Pitch || (digits.Count > TimeDigits && digits[TimeDigits].Column - digits[TimeDigits - 1].Column < WithinRun * line.Pitch))
        {
            return null;
        }

        for (int i = 1; i < TimeDigits; i++)
        {
            float gap = (digits[i].Column - digits[i - 1].Column) / line.Pitch;
            if (gap > (i % 2 == 0 ? WithinTime : WithinRun))
            {
                return null;
            }
        }

        DigitRun run = DigitRun.Split(digits[..TimeDigits], float.PositiveInfinity)[0];
        return TimeOnly.TryParseExact(run.Text, "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? new InvoiceField<TimeOnly>(time, FieldSource.Print, run.Identity, run.Box)
            : null;
    }

    private static float Identity(List<DigitRun> runs, int first, int count) => runs.Skip(first).Take(count).Aggregate(1f, (all, run) => all * run.Identity);

    private static Quad Box(List<DigitRun> runs, int first, int count) =>
        new(runs[first].Box.TopLeft, runs[first + count - 1].Box.TopRight, runs[first + count - 1].Box.BottomRight, runs[first].Box.BottomLeft);
}
