using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>Checks invoices against winning numbers (統一發票給獎辦法).</summary>
public static class InvoiceLottery
{
    /// <summary>The prize of the special number in New Taiwan dollars, and so on down to the sixth.</summary>
    private static readonly long[] _amounts = [0, 10_000_000, 2_000_000, 200_000, 40_000, 10_000, 4_000, 1_000, 200, 200];

    /// <summary>What a prize pays in New Taiwan dollars; 0 for <see cref="LotteryPrize.None"/> and for <see cref="LotteryPrize.Cloud"/>, whose amounts are the draw's.</summary>
    /// <param name="prize">The prize.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such prize.</exception>
    public static long AmountOf(LotteryPrize prize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative((int)prize, nameof(prize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)prize, (int)LotteryPrize.Cloud, nameof(prize));
        return prize == LotteryPrize.Cloud ? 0 : _amounts[(int)prize];
    }

    /// <summary>Checks an invoice: the highest of its prizes counts.</summary>
    /// <param name="record">What was read of it: number and period, or date, are needed.</param>
    /// <param name="winningNumbers">The winning numbers.</param>
    public static LotteryResult Check(InvoiceRecord record, WinningNumbers winningNumbers)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(winningNumbers);
        InvoicePeriod? period = record.Period?.Value ?? (record.Date is { } date ? InvoicePeriod.Of(date.Value) : null);
        if (record.Number is not { } number)
        {
            return Unknown(period, "The invoice's number was not read.");
        }

        if (period is not { } found)
        {
            return Unknown(null, $"Neither period nor date of {number.Value} was read.");
        }

        if (record.HasBuyer == true)
        {
            return new LotteryResult(LotteryOutcome.Excluded, LotteryPrize.None, 0, null, found, $"{number.Value} takes no part: its buyer has a tax number ({record.Buyer!.Value}).");
        }

        return winningNumbers.Find(found) is not { } draw
            ? Unknown(found, $"The winning numbers of {found} are not given.")
            : Check(number.Value, draw);
    }

    private static LotteryResult Check(string number, LotteryDraw draw)
    {
        string digits = number[^8..];
        LotteryResult? best = null;
        void Consider(LotteryPrize prize, string winning, long amount)
        {
            if (best is null || amount > best.Amount)
            {
                best = new LotteryResult(LotteryOutcome.Won, prize, amount, winning, draw.Period, $"{number} wins with {winning}.");
            }
        }

        foreach (string special in draw.Special.Where(special => special == digits))
        {
            Consider(LotteryPrize.Special, special, AmountOf(LotteryPrize.Special));
        }

        foreach (string grand in draw.Grand.Where(grand => grand == digits))
        {
            Consider(LotteryPrize.Grand, grand, AmountOf(LotteryPrize.Grand));
        }

        foreach (string first in draw.First)
        {
            int matching = MatchingEnd(digits, first);
            if (matching >= 3)
            {
                LotteryPrize prize = LotteryPrize.First + (8 - matching);
                Consider(prize, first, AmountOf(prize));
            }
        }

        foreach (string further in draw.AdditionalSixth.Where(further => digits.EndsWith(further, StringComparison.Ordinal)))
        {
            Consider(LotteryPrize.AdditionalSixth, further, AmountOf(LotteryPrize.AdditionalSixth));
        }

        foreach (CloudPrize cloud in draw.Cloud.Where(cloud => cloud.Number == number))
        {
            Consider(LotteryPrize.Cloud, cloud.Number, cloud.Amount);
        }

        return best ?? new LotteryResult(LotteryOutcome.NotWon, LotteryPrize.None, 0, null, draw.Period, $"{number} has not won.");
    }

    private static int MatchingEnd(string digits, string winning)
    {
        int count = 0;
        while (count < digits.Length && digits[^(count + 1)] == winning[^(count + 1)])
        {
            count++;
        }

        return count;
    }

    private static LotteryResult Unknown(InvoicePeriod? period, string reason) => new(LotteryOutcome.Unknown, LotteryPrize.None, 0, null, period, reason);
}
