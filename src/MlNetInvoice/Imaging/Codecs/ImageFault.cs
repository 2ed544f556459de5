using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>Words the decoders' faults alike: which format, at which byte, what is wrong, what to do.</summary>
internal static class ImageFault
{
    /// <summary>A fault at a place of the file.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="position">Byte from the start of the file.</param>
    /// <param name="what">What is wrong there, as the rest of a sentence without its full stop.</param>
    public static InvalidImageException At(string format, long position, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{format}, byte {position}: {what}."));

    /// <summary>The file ends before the picture does.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="position">Byte at which something was expected.</param>
    /// <param name="what">What was expected there.</param>
    public static InvalidImageException Truncated(string format, long position, string what) =>
        At(format, position, $"the file ends within {what}; it was cut off, so copy or download it again");
}
