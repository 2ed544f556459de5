namespace MlNetInvoice.Fields;

/// <summary>Where a field was read; several where they agree.</summary>
[Flags]
public enum FieldSource
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A QR code of the certificate.</summary>
    Qr = 1,

    /// <summary>The Code 39 bar code above the QR codes.</summary>
    Barcode = 2,

    /// <summary>Print.</summary>
    Print = 4,
}
