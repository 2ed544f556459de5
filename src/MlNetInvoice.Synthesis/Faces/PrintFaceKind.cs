namespace MlNetInvoice.Synthesis.Faces;

/// <summary>What machine prints a face.</summary>
public enum PrintFaceKind
{
    /// <summary>The wheels of a numbering machine, as on traditional invoices.</summary>
    NumberingMachine,

    /// <summary>A needle printer with visible dots.</summary>
    DotMatrix,

    /// <summary>A thermal printer's bitmap face.</summary>
    Thermal,

    /// <summary>A typical till or terminal face.</summary>
    Receipt,

    /// <summary>A face made for machine reading, like OCR-A and OCR-B.</summary>
    Ocr,

    /// <summary>An installed outline font.</summary>
    Font,
}
