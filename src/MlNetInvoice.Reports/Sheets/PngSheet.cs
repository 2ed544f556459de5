using System.Globalization;
using MlNetInvoice.Files;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>
/// A drawn sheet of pictures as PNG, such as a gallery or a layer's feature maps. It is drawn at two device pixels a CSS pixel, so that it is sharp on
/// fine displays and in print. Immutable; safe to share between threads.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class PngSheet : IFigure
{
    /// <summary>Device pixels a CSS pixel.</summary>
    internal const int DeviceScale = 2;

    private readonly Lazy<byte[]> _png;

    internal PngSheet(string title, string description, RgbImage image)
    {
        Title = title;
        Description = description;
        Image = image;
        _png = new Lazy<byte[]>(() => PngEncoder.Encode(image));
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public int Width => Image.Width / DeviceScale;

    /// <inheritdoc/>
    public int Height => Image.Height / DeviceScale;

    /// <summary>The pixels: twice <see cref="Width"/> by twice <see cref="Height"/>. Not to be changed.</summary>
    public RgbImage Image { get; }

    /// <summary>The whole PNG file.</summary>
    public ReadOnlyMemory<byte> ToPng() => _png.Value;

    /// <inheritdoc/>
    public string ToHtml() => string.Create(CultureInfo.InvariantCulture,
        $"<img width=\"{Width}\" height=\"{Height}\" style=\"max-width:100%;height:auto;border-radius:8px\" alt=\"{Markup.Escape($"{Title}. {Description}")}\" src=\"data:image/png;base64,{Convert.ToBase64String(_png.Value)}\">");

    /// <summary>Title and size, such as <c>Gallery (680×712)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Title} ({Width}×{Height})");

    /// <inheritdoc/>
    public void Save(string path) => AtomicFile.Write(path, _png.Value);
}
