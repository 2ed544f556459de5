namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>What slip of paper a picture shows.</summary>
public enum InvoiceKind
{
    /// <summary>An electronic certificate (電子發票證明聯): thermal print, number <c>AB-12345678</c> below the month line, bar code and two square codes.</summary>
    Electronic,

    /// <summary>A traditional invoice: form printed in purple or red with a rosette, the eight digits stamped over it, letters in the form's face.</summary>
    Traditional,

    /// <summary>A slip without an invoice number: a list of goods with other numbers.</summary>
    Negative,
}
