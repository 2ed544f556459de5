namespace MlNetInvoice.Interactive;

/// <summary>One picture read by two readers, such as before and after a training, beside the number that it shows. A list of them is a table. Immutable.</summary>
/// <param name="number">The digits that the picture shows, such as <c>12345678</c>.</param>
/// <param name="before">How the one reader read it.</param>
/// <param name="after">How the other did.</param>
public sealed class ReadingComparison(string number, InvoiceReading before, InvoiceReading after)
{
    /// <summary>The digits that the picture shows.</summary>
    public string Number { get; } = number ?? throw new ArgumentNullException(nameof(number));

    /// <summary>How the one reader read it.</summary>
    public InvoiceReading Before { get; } = before ?? throw new ArgumentNullException(nameof(before));

    /// <summary>How the other did.</summary>
    public InvoiceReading After { get; } = after ?? throw new ArgumentNullException(nameof(after));
}
