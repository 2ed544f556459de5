namespace MlNetInvoice;

/// <summary>How a reading ended.</summary>
public enum InvoiceReadingStatus
{
    /// <summary>A number was read with enough confidence: <see cref="InvoiceReading.Number"/> holds it.</summary>
    Read,

    /// <summary>Something was read, but not surely enough: <see cref="InvoiceReading.BestGuess"/> holds it, <see cref="InvoiceReading.Number"/> is null.</summary>
    Rejected,

    /// <summary>The picture shows no invoice number.</summary>
    NotFound,
}
