using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>What the runs of digits of one line may mean on a slip of a till, whose lines stand in an order of the shop's own.</summary>
internal static class SlipGrammar
{
    // In pitches: no other digit stands so close to a tax number, whose caption is no digits, and so close to a date. Telephones have their area code there.
    private const float Apart = 3.5f;
    private const int TaxDigits = 8;

    // The time stands behind a date, a blank away.
    private const float AfterDate = 1.6f;

    /// <summary>Probability from which what stands there is a digit: the O of NO and ideographs are less.</summary>
    private const float Likely = 0.7f;

    /// <summary>The same of a whole sum, which nothing else confirms digit by digit.</summary>
    private const float SureSum = 0.85f;

    /// <summary>A date: 2024-06-23 or 113/06/23 with any signs between, or 20240623. Two months in turn, 113年05-06, are a period.</summary>
    public static InvoiceField<DateOnly>? Date(FieldLine line)
    {
        List<DigitRun> runs = line.Runs(FieldGrammar.WithinRun);
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i].Count == TaxDigits && IsApart(line, runs[i]) && TryDay(runs[i].Text, out DateOnly whole))
            {
                return new InvoiceField<DateOnly>(whole, FieldSource.Print, runs[i].Identity, runs[i].Box);
            }

            if (runs[i].Count is 3 or 4 && !HasBefore(line, runs[i]) && i + 2 < runs.Count && runs[i + 1].Count == 2 && runs[i + 2].Count == 2 && IsClose(line, runs[i], runs[i + 1]) && IsClose(line, runs[i + 1], runs[i + 2])
                && TryDay(Year(runs[i].Text) + runs[i + 1].Text + runs[i + 2].Text, out DateOnly day) && !(runs[i].Count == 3 && day.Month % 2 == 1 && day.Day == day.Month + 1))
            {
                return new InvoiceField<DateOnly>(
                    day, FieldSource.Print, runs[i].Identity * runs[i + 1].Identity * runs[i + 2].Identity, new Quad(runs[i].Box.TopLeft, runs[i + 2].Box.TopRight, runs[i + 2].Box.BottomRight, runs[i].Box.BottomLeft));
            }
        }

        return null;
    }

    /// <summary>A tax number: eight digits that pass the check, are no date and stand apart from all others.</summary>
    public static InvoiceField<string>? TaxNumber(FieldLine line)
    {
        foreach (DigitRun run in DigitRun.OfLength(line.Digits, TaxDigits, FieldGrammar.WithinRun * line.Pitch))
        {
            if (MlNetInvoice.TaxNumber.IsValid(run.Text) && !TryDay(run.Text, out _) && IsApart(line, run))
            {
                return new InvoiceField<string>(run.Text, FieldSource.Print, run.Identity, run.Box);
            }
        }

        return null;
    }

    /// <summary>The sum that a line ends with, and the one before it if there are two: 現金 $500 找零 80.</summary>
    public static (InvoiceField<long>? Before, InvoiceField<long>? Last) Sums(FieldLine line)
    {
        List<DigitRun> runs = DigitRun.Split(line.Digits, FieldGrammar.WithinSum * line.Pitch);
        return (runs.Count < 2 ? null : Sum(runs[^2], line.Pitch), runs.Count == 0 ? null : Sum(runs[^1], line.Pitch));
    }

    private static InvoiceField<long>? Sum(DigitRun run, float pitch) => SumReading.Of(run.Digits, pitch) is { } sum && sum.FromFirst > SureSum
        ? new InvoiceField<long>(long.Parse(sum.Text, CultureInfo.InvariantCulture), FieldSource.Print, sum.FromFirst, sum.Box)
        : null;

    private static string Year(string text) => text.Length == 4 ? text : (int.Parse(text, CultureInfo.InvariantCulture) + InvoicePeriod.Epoch).ToString(CultureInfo.InvariantCulture);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && CodeDate.IsYear(day.Year - InvoicePeriod.Epoch);

    private static bool IsClose(FieldLine line, DigitRun left, DigitRun right) => right.First - left.Last < Apart * line.Pitch;

    private static bool IsApart(FieldLine line, DigitRun run) => !HasBefore(line, run) && !line.Digits.Any(digit => digit.Column > run.Last && digit.Column - run.Last < AfterDate * line.Pitch && digit.Probability > Likely);

    private static bool HasBefore(FieldLine line, DigitRun run) => line.Digits.Any(digit => digit.Column < run.First && run.First - digit.Column < Apart * line.Pitch && digit.Probability > Likely);
}
