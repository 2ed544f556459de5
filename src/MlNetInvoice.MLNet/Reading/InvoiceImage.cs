namespace MlNetInvoice.MLNet;

/// <summary>A picture as a row of an ML.NET pipeline: its bytes or its path. Both columns must be there; <see cref="Image"/> counts where both hold something.</summary>
public sealed class InvoiceImage
{
    /// <summary>The bytes of a PNG, JPEG, BMP or PNM file; null or empty to take <see cref="ImagePath"/>.</summary>
    public byte[]? Image { get; set; }

    /// <summary>Path of such a file.</summary>
    public string? ImagePath { get; set; }
}
