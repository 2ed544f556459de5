using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

/// <summary>What <c>score</c> reads in one go: a picture, or a number cut out of one, with all that it shows.</summary>
/// <param name="File">Path of the picture.</param>
/// <param name="Labels">The numbers it shows; one without digits says that it shows none.</param>
/// <param name="CropPlace">What is cut out of it, or null for all of it.</param>
internal sealed record ScoredPicture(string File, IReadOnlyList<LabeledInvoice> Labels, Quad? CropPlace)
{
    /// <summary>Every picture with its labels.</summary>
    public static IReadOnlyList<ScoredPicture> Of(IEnumerable<LabeledInvoice> labels) =>
        [.. labels.GroupBy(label => label.File).Select(picture => new ScoredPicture(picture.Key, [.. picture], null))];

    /// <summary>
    /// Every number by itself. Rows without digits have nothing to cut out; a picture without a quad is a crop already. A label loses its place, which is one of the whole picture,
    /// and its letters, which are not cut out.
    /// </summary>
    public static IReadOnlyList<ScoredPicture> CropsOf(IEnumerable<LabeledInvoice> labels) =>
        [.. labels.Where(label => label.Digits.Length > 0).Select(label => new ScoredPicture(label.File, [label.Quad is null ? label : label with { Quad = null, Letters = null }], label.Quad))];

    /// <summary>The pixels, cut out where that is asked for; null where the picture cannot be decoded.</summary>
    public RgbImage? Decode(ImageDecoderOptions? options = null) => Attempt(() =>
    {
        RgbImage picture = ImageDecoder.LoadRgb(File, options);
        return CropPlace is Quad place ? LabeledCrop.Cut(picture, place) : picture;
    });

    /// <summary>What comes of a picture, or null where it cannot be opened or decoded.</summary>
    public static T? Attempt<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is MlNetInvoiceException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
