namespace MlNetInvoice.Lottery;

/// <summary>How a check ended.</summary>
public enum LotteryOutcome
{
    /// <summary>The invoice has won.</summary>
    Won,

    /// <summary>It takes part and has not won.</summary>
    NotWon,

    /// <summary>It takes no part: its buyer has a tax number.</summary>
    Excluded,

    /// <summary>It cannot be checked: number or period was not read, or the period's winning numbers are not given.</summary>
    Unknown,
}
