using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>The winning numbers of one period. Immutable.</summary>
/// <param name="Period">The period.</param>
public sealed record LotteryDraw(InvoicePeriod Period)
{
    /// <summary>特別獎: numbers of eight digits.</summary>
    public IReadOnlyList<string> Special { get; init; } = [];

    /// <summary>特獎: numbers of eight digits.</summary>
    public IReadOnlyList<string> Grand { get; init; } = [];

    /// <summary>頭獎: numbers of eight digits, as a rule three; second to sixth prize follow from them.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>增開六獎: numbers of three digits.</summary>
    public IReadOnlyList<string> AdditionalSixth { get; init; } = [];

    /// <summary>雲端發票專屬獎: whole numbers with their prizes.</summary>
    public IReadOnlyList<CloudPrize> Cloud { get; init; } = [];
}
