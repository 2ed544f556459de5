namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Fonts were asked for, but SkiaSharp's native library, which reads them, does not load here. The built-in faces do not need it.</summary>
public sealed class FontsUnavailableException : MlNetInvoiceException
{
    internal FontsUnavailableException(Exception cause)
        : base("Fonts cannot be read here: SkiaSharp's native library (libSkiaSharp) is missing or does not load. Add the SkiaSharp.NativeAssets package of this platform, or use the built-in faces, which need none.", cause)
    {
    }
}
