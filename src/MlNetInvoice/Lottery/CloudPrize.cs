namespace MlNetInvoice.Lottery;

/// <summary>A number that wins a prize for cloud invoices.</summary>
/// <param name="Number">The whole number, <c>AB-12345678</c>.</param>
/// <param name="Amount">The prize in New Taiwan dollars.</param>
public sealed record CloudPrize(string Number, long Amount);
