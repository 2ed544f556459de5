namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>What a row is that could be taken for an invoice number.</summary>
public enum RivalKind
{
    /// <summary>A tax number (統一編號), of the seller or the buyer.</summary>
    TaxNumber,

    /// <summary>A date, with or without separators.</summary>
    Date,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An order, transaction, account, product or serial number.</summary>
    Order,

    /// <summary>One digit over and over, such as zeros in a log.</summary>
    Zeros,

    /// <summary>Anything else, such as letters and digits in another format (<c>ABC-1234567</c>).</summary>
    Other,
}
