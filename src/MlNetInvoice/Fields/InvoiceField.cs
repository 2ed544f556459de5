using MlNetInvoice.Imaging;

namespace MlNetInvoice.Fields;

/// <summary>One field of an invoice, with where it comes from and how sure it is. Immutable.</summary>
/// <typeparam name="T">The type of its value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it was read; more than one source where they agree.</param>
/// <param name="Confidence">Probability that the value is right, 0 to 1.</param>
/// <param name="Place">Where it stands in the upright picture: the print if it was read there, else the code. Null where nobody said.</param>
public sealed record InvoiceField<T>(T Value, FieldSource Source, float Confidence, Quad? Place = null);
