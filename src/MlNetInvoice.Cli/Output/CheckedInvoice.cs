using MlNetInvoice.Lottery;

namespace MlNetInvoice.Cli.Output;

/// <summary>An invoice of a picture, and what it has won.</summary>
internal sealed record CheckedInvoice(string File, InvoiceReading Reading, LotteryResult Result);
