namespace MlNetInvoice.Fields;

/// <summary>One item of an invoice, as the QR codes list it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many.</param>
/// <param name="Price">Price of one, in New Taiwan dollars; negative for a discount.</param>
public sealed record InvoiceItem(string Name, decimal Count, decimal Price);
