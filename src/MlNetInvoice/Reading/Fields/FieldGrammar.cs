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

    private const float WithinTime = 2.05f;
    private const float LongestBlank = 5;
    private const int TimeDigits = 6;

    /// <summary>Probability of a run from which it is digits and no ideograph.</summary>
    private const float SureDigits = 0.93f;

    /// <summary>Probability of a run below which it is taken for something else than digits.</summary>
    private const float Weak = 0.5f;

    /// <summary>The date that a line begins with, 2024-06-23, and the time behind it. Where the paper's edge or a finger hides the year, the time alone.</summary>
    public static (InvoiceField<DateOnly>? Date, InvoiceField<TimeOnly>? Time) DateAndTime(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(WithinRun);
        for (int i = 0; i + 1 < runs.Count; i++)
        {
            if (runs[i].Count == 4 && i + 2 < runs.Count && runs[i + 1].Count == 2 && runs[i + 2].Count == 2
                && DateOnly.TryParseExact($"{runs[i].Text}{runs[i + 1].Text}{runs[i + 2].Text}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                && CodeDate.IsYear(day.Year - InvoicePeriod.Epoch))
            {
                var date = new InvoiceField<DateOnly>(day, FieldSource.Print, Identity(runs, i, 3), Box(runs, i, 3));
                return (date, Time(line, runs[i + 2].Last));
            }

            if (runs[i].Count == 2 && runs[i + 1].Count == 2 && IsDay(runs[i].Text, runs[i + 1].Text) && Time(line, runs[i + 1].Last) is { } time)
            {
                return (null, time);
            }
        }

        return (null, null);
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

    /// <summary>Random code and sum: a run of four digits at the left, and the last digits of the line at the right.</summary>
    public static (InvoiceField<string>? RandomCode, InvoiceField<long>? Total) CodeAndTotal(FieldLine line)
    {
        float middle = line.Middle - (2 * line.Pitch);
        List<DigitRun> codes = [.. DigitRun.OfLength(line.Digits, 4, WithinRun * line.Pitch).Where(run => run.First < middle && run.Probability > Weak)];
        InvoiceField<string>? code = codes.Count == 1 ? new InvoiceField<string>(codes[0].Text, FieldSource.Print, codes[0].FromFirst, codes[0].Box) : null;
        return (code, Total(line, [.. DigitRun.Split([.. line.Digits.Where(digit => digit.Column > middle)], WithinSum * line.Pitch)]));
    }

    // The last sum of the line. What stands before it is its caption, which may look like digits; what is left of it at the right is no print.
    private static InvoiceField<long>? Total(FieldLine line, List<DigitRun> runs)
    {
        while (runs.Count > 1 && runs[^1].Probability < SureDigits && runs[^1].First - runs[^2].Last > WithinSum * line.Pitch)
        {
            runs.RemoveAt(runs.Count - 1);
        }

        return runs.Count == 0 || runs[^1].Last > line.End - (1.6f * line.Pitch) ? null : SumReading.Of(runs[^1].Digits, line.Pitch);
    }

    /// <summary>Tax numbers: runs of eight digits that pass the check, seller before buyer.</summary>
    public static (InvoiceField<string>? Seller, InvoiceField<string>? Buyer) TaxNumbers(FieldLine line)
    {
        DigitRun? seller = null, buyer = null;
        foreach (DigitRun run in DigitRun.OfLength(line.Digits, 8, WithinRun * line.Pitch))
        {
            // The buyer stands at the right of the seller, or in its place on a line of its own, which is not read.
            (seller, buyer) = run.First < line.Middle && seller is null ? (run, buyer) : (seller, seller is null ? buyer : run);
        }

        return (seller is null ? null : TaxNumberOf(seller), buyer is null ? null : TaxNumberOf(buyer));
    }

    private static InvoiceField<string>? TaxNumberOf(DigitRun run) => TaxNumber.IsValid(run.Text) ? new InvoiceField<string>(run.Text, FieldSource.Print, run.Identity, run.Box) : null;

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
