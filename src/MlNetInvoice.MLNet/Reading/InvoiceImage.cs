namespace MlNetInvoice.MLNet;

/// <summary>A picture as a row of an ML.NET pipeline, by its bytes or by its path; the step that reads it names the one column or the other.</summary>
public sealed class InvoiceImage
{
    /// <summary>The bytes of a PNG, JPEG, BMP or PNM file.</summary>
    public byte[] Image { get; set; } = [];

    /// <summary>Path of such a file.</summary>
    public string ImagePath { get; set; } = "";
}
