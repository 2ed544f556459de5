using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>The check that every decoder makes between reading a header and allocating pixels.</summary>
internal static class DeclaredSize
{
    /// <summary>Refuses a picture that declares more pixels than allowed.</summary>
    /// <param name="format">The format's name, for the message.</param>
    /// <param name="width">Declared width.</param>
    /// <param name="height">Declared height.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ImageTooLargeException">The picture exceeds <see cref="ImageDecoderOptions.MaxPixels"/>.</exception>
    public static void Check(string format, long width, long height, ImageDecoderOptions options)
    {
        Int128 pixels = (Int128)width * height;
        if (pixels > options.MaxPixels)
        {
            throw new ImageTooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {format} picture declares {width} × {height} = {pixels} pixels; at most {options.MaxPixels} are accepted: shrink it, or raise ImageDecoderOptions.MaxPixels."));
        }
    }
}
