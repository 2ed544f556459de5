using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>Whether an invoice has won. Immutable.</summary>
/// <param name="Outcome">How the check ended.</param>
/// <param name="Prize">The prize; <see cref="LotteryPrize.None"/> unless it has won.</param>
/// <param name="Amount">The prize in New Taiwan dollars; 0 unless it has won.</param>
/// <param name="WinningNumber">The winning number that matches; null unless it has won.</param>
/// <param name="Period">The period that was checked; null if it is not known.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record LotteryResult(LotteryOutcome Outcome, LotteryPrize Prize, long Amount, string? WinningNumber, InvoicePeriod? Period, string Reason)
{
    /// <summary>First day on which the prize is paid out; null if the period is not known.</summary>
    public DateOnly? ClaimFrom => Period?.ClaimFrom;

    /// <summary>Last day on which the prize is paid out; null if the period is not known.</summary>
    public DateOnly? ClaimUntil => Period?.ClaimUntil;
}
