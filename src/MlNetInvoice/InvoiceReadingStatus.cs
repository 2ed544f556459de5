namespace MlNetInvoice;

/// <summary>How a reading ended.</summary>
public enum InvoiceReadingStatus
{
    /// <summary>The digits were read with enough confidence: <see cref="InvoiceReading.Number"/> holds them, with the letters if <see cref="InvoiceReading.IsComplete"/>.</summary>
    Read,

    /// <summary>Something was read, but not surely enough: <see cref="InvoiceReading.BestGuess"/> holds it, <see cref="InvoiceReading.Number"/> is null.</summary>
    Rejected,

    /// <summary>The picture shows no invoice number.</summary>
    NotFound,
}
