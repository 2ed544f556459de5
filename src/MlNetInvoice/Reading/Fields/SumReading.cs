namespace MlNetInvoice.Reading;

/// <summary>Reads a sum from its last digit back to its first, with commas or without, and tells what stands before it from its thousands.</summary>
internal static class SumReading
{
    private const int MostDigits = 8;
    private const int GroupDigits = 3;

    // In pitches: digits of one group stand closer, and an ideograph stands farther than they.
    private const float WithinGroup = FieldGrammar.WithinRun;
    private const float Apart = 1.12f;

    /// <summary>Probability below which a sum does not begin with a digit: it may be a currency sign.</summary>
    private const float LeastFirst = 0.8f;

    /// <summary>Probability below which what stands apart before a sum is an ideograph.</summary>
    private const float Ideograph = 0.6f;

    /// <summary>Probability from which what stands a comma's width before three digits is their thousand, seen the comma or not.</summary>
    private const float SureThousand = 0.95f;

    /// <summary>Probability from which what stands before a sum is a digit.</summary>
    private const float SureDigit = 0.9f;

    /// <summary>The digits of the sum that a run ends with, or null if it may have more digits than are sure.</summary>
    /// <param name="digits">The digits from left to right, no more than a comma between them.</param>
    /// <param name="pitch">Distance of neighbouring digits.</param>
    public static DigitRun? Of(IReadOnlyList<PrintedDigit> digits, float pitch)
    {
        int first = digits.Count - 1, group = 1;
        bool hasComma = false;
        for (; first > 0; first--)
        {
            PrintedDigit before = digits[first - 1];
            float gap = (digits[first].Column - before.Column) / pitch;
            // A worn comma leaves its blank, and before that a digit that nobody takes for a piece of an ideograph.
            if (group == GroupDigits && gap > Apart && (digits[first].HasComma || (gap is > WithinGroup and < FieldGrammar.WithinSum && before.Probability >= SureThousand)))
            {
                (group, hasComma) = (1, true);
            }
            else if (gap < WithinGroup && (before.Probability >= Ideograph || gap < Apart) && !(hasComma && group == GroupDigits))
            {
                group++;
            }
            else if (gap > FieldGrammar.WithinSum ? before.Probability >= LeastFirst
                : gap < Apart || before.Probability >= SureDigit || (before.Probability >= Ideograph && (gap < WithinGroup || group == GroupDigits)) || (group == GroupDigits && IsBehindDigit(digits, first - 1, pitch)))
            {
                // Thousands whose comma is not to be seen, or an ideograph: not to be told. Behind any other count of digits no comma stands, unless the last digit was not seen either.
                return null;
            }
            else
            {
                break;
            }
        }

        // A comma before the first digit: the thousands were not read. Behind a comma stand three digits.
        if ((digits[first].HasComma && group == GroupDigits) || (hasComma && group > GroupDigits) || digits[first].Probability < LeastFirst)
        {
            return null;
        }

        DigitRun run = DigitRun.Split([.. digits.Skip(first)], float.PositiveInfinity)[0];
        return run.Count is < 2 or > MostDigits || run.Text[0] == '0' ? null : run;
    }

    // What stands beside a digit is one, however badly it reads.
    private static bool IsBehindDigit(IReadOnlyList<PrintedDigit> digits, int place, float pitch) =>
        place > 0 && digits[place - 1].Probability >= LeastFirst && (digits[place].Column - digits[place - 1].Column) / pitch < WithinGroup;
}
