using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>Decodes the picture of a row.</summary>
internal static class InvoicePicture
{
    /// <summary>The picture of a row, or null and the reason.</summary>
    public static GrayImage? TryDecode(byte[]? bytes, string? path, ImageDecoderOptions options, out string reason)
    {
        try
        {
            reason = "";
            if (bytes is { Length: > 0 })
            {
                return ImageDecoder.DecodeGray(bytes, options);
            }

            if (!string.IsNullOrEmpty(path))
            {
                return ImageDecoder.LoadGray(path, options);
            }

            reason = "The row has neither bytes in Image nor a path in ImagePath.";
        }
        catch (Exception fault) when (fault is MlNetInvoiceException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reason = fault.Message;
        }

        return null;
    }
}
