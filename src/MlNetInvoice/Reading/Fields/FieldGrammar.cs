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
    private const int MostSumDigits = 8;

    /// <summary>Probability of a run below which it is an ideograph that looks a little like a digit.</summary>
    private const float Ideograph = 0.6f;

    /// <summary>Probability of a run from which it is digits and no ideograph.</summary>
    private const float SureDigits = 0.93f;

    /// <summary>Probability of a run below which it is taken for something else than digits.</summary>
    private const float Weak = 0.5f;

    /// <summary>The date that a line begins with, 2024-06-23, and the time behind it.</summary>
    public static (InvoiceField<DateOnly>? Date, InvoiceField<TimeOnly>? Time) DateAndTime(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(WithinRun);
        for (int i = 0; i + 2 < runs.Count; i++)
        {
            if (runs[i].Count == 4 && runs[i + 1].Count == 2 && runs[i + 2].Count == 2
                && DateOnly.TryParseExact($"{runs[i].Text}{runs[i + 1].Text}{runs[i + 2].Text}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                && CodeDate.IsYear(day.Year - InvoicePeriod.Epoch))
            {
                var date = new InvoiceField<DateOnly>(day, FieldSource.Print, Probability(runs, i, 3), Box(runs, i, 3));
                return (date, Time(line, runs[i + 2].Last));
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
                return new InvoiceField<InvoicePeriod>(period, FieldSource.Print, Probability(runs, i, 3), Box(runs, i, 3));
            }
        }

        return null;
    }

    /// <summary>Random code and sum: a run of four digits at the left, and the last digits of the line at the right.</summary>
    public static (InvoiceField<string>? RandomCode, InvoiceField<long>? Total) CodeAndTotal(FieldLine line)
    {
        // Ideographs may look a little like digits; as long as they stand apart they do no harm.
        List<DigitRun> runs = line.Runs(WithinRun);
        float middle = line.Middle - (2 * line.Pitch);
        List<DigitRun> codes = [.. runs.Select(run => run.Count == 5 ? run.WithoutIdeograph() : run).Where(run => run.Count == 4 && run.First < middle && run.Probability > Weak)];
        InvoiceField<string>? code = codes.Count == 1 ? new InvoiceField<string>(codes[0].Text, FieldSource.Print, codes[0].Probability, codes[0].Box) : null;
        return (code, Total(line, [.. runs.Where(run => run.First > middle)]));
    }

    private static InvoiceField<long>? Total(FieldLine line, List<DigitRun> runs)
    {
        if (runs.Count == 0 || runs[^1].Last > line.End - (1.6f * line.Pitch))
        {
            return null;
        }

        string text = runs[^1].Text;
        float probability = runs[^1].Probability;
        int first = runs.Count - 1;
        for (; first > 0; first--)
        {
            // Behind a comma stand three digits; what stands as close without one is an ideograph.
            float gap = (runs[first].First - runs[first - 1].Last) / line.Pitch;
            if (gap > WithinSum || runs[first].Count != 3)
            {
                break;
            }

            if (runs[first - 1].Probability < Ideograph && gap > WithinRun)
            {
                break;
            }

            if (runs[first - 1].Probability < SureDigits || runs[first - 1].Count > 3)
            {
                // Thousands or an ideograph: not to be told.
                return null;
            }

            text = runs[first - 1].Text + text;
            probability *= runs[first - 1].Probability;
        }

        if (first > 0 && (runs[first].First - runs[first - 1].Last) / line.Pitch < WithinSum && runs[first - 1].Probability > SureDigits)
        {
            return null;
        }

        return text.Length is < 2 or > MostSumDigits || text[0] == '0' ? null
            : new InvoiceField<long>(long.Parse(text, CultureInfo.InvariantCulture), FieldSource.Print, probability, Box(runs, first, runs.Count - first));
    }

    /// <summary>Tax numbers: runs of eight digits that pass the check, seller before buyer.</summary>
    public static (InvoiceField<string>? Seller, InvoiceField<string>? Buyer) TaxNumbers(FieldLine line)
    {
        DigitRun? seller = null, buyer = null;
        foreach (DigitRun run in line.Runs(WithinRun).Select(run => run.Count == 9 ? run.WithoutIdeograph() : run).Where(run => run.Count == 8))
        {
            // The buyer stands at the right of the seller, or in its place on a line of its own, which is not read.
            (seller, buyer) = run.First < line.Middle && seller is null ? (run, buyer) : (seller, seller is null ? buyer : run);
        }

        return (seller is null ? null : TaxNumberOf(seller), buyer is null ? null : TaxNumberOf(buyer));
    }

    private static InvoiceField<string>? TaxNumberOf(DigitRun run) => TaxNumber.IsValid(run.Text) ? new InvoiceField<string>(run.Text, FieldSource.Print, run.Probability, run.Box) : null;

    // A colon is so narrow that its gap may be none: six digits behind the date, whatever they are parted by.
    private static InvoiceField<TimeOnly>? Time(FieldLine line, float from)
    {
        List<DigitRun> runs = DigitRun.Split([.. line.Digits.Where(digit => digit.Column > from)], WithinTime * line.Pitch);
        return runs.Count > 0 && runs[0].Count == 6 && runs[0].First - from < LongestBlank * line.Pitch
            && TimeOnly.TryParseExact(runs[0].Text, "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? new InvoiceField<TimeOnly>(time, FieldSource.Print, runs[0].Probability, runs[0].Box)
            : null;
    }

    private static float Probability(List<DigitRun> runs, int first, int count) => runs.Skip(first).Take(count).Aggregate(1f, (all, run) => all * run.Probability);

    private static Quad Box(List<DigitRun> runs, int first, int count) =>
        new(runs[first].Box.TopLeft, runs[first + count - 1].Box.TopRight, runs[first + count - 1].Box.BottomRight, runs[first].Box.BottomLeft);
}
