using System.Diagnostics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// The way from a picture to decided readings: a look at its luminance (inverted, too, if much of it is an even dark ground), a second one in red light if the first leaves something open, and one decision about what both
/// found. Immutable and thread-safe.
/// </summary>
internal sealed class ReadingPipeline
{
    private readonly INumberReader _reader;

    /// <summary>Makes a pipeline.</summary>
    /// <param name="model">The model that reads.</param>
    /// <param name="segmenter">Cuts lines into glyphs for the model; null leaves it to the model how lines are read.</param>
    /// <exception cref="InvalidModelException">The model does not read digits of 28×28 pixels.</exception>
    public ReadingPipeline(TrainedModel model, ISegmenter? segmenter = null)
    {
        _reader = NumberReaders.Create(model, segmenter);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">How.</param>
    /// <param name="trace">Receives every stage; null if nobody wants to see them.</param>
    /// <returns>The accepted numbers, the most certain first, then those that are not sure; one reading that says why if there is none. Never empty.</returns>
    public IReadOnlyList<InvoiceReading> Read<TPicture>(TPicture picture, InvoiceReaderOptions options, ReadingTrace? trace = null)
        where TPicture : IPicture, allows ref struct
    {
        using Activity? span = ReadingSpans.Start("read");
        (GrayImage luminance, ImageDamage? damage) = Decode(ref picture);
        PictureLook look = Look("luminance", luminance, options, trace);
        if (!options.Crop && LightInkLook.Of(luminance) is { } inverted)
        {
            look = LightInkLook.Join(look, Look("inverted", inverted, options, trace));
        }

        RgbImage? colors = null;
        if (SecondLook.IsWanted(look, options) && (colors = picture.GetColors()) is { } image && SecondLook.RedOf(image) is { } red)
        {
            look = SecondLook.Weigh(look, Look("red", red, options, trace), options);
        }

        if (SecondLook.AreLettersOpen(look, options) && (colors ?? picture.GetColors()) is { } again && SecondLook.GreenOf(again) is { } green)
        {
            look = SecondLook.AddLetters(look, Look("green", green, options, trace, SecondLook.UnletteredRows(look, options)), options);
        }

        IReadOnlyList<InvoiceReading> readings = ReadingDecision.Of(look, options);
        if (options.Fields && !options.Crop && options.DigitCount == 8)
        {
            using Activity? fields = ReadingSpans.Start("fields");
            readings = RecordReader.Complete(luminance, readings, look.Numbers, options, _reader.Fields);
        }

        readings = damage is null ? readings : DamagedReadings.Of(readings, damage);
        span.Tell(readings);
        return readings;
    }

    private static (GrayImage Luminance, ImageDamage? Damage) Decode<TPicture>(ref TPicture picture)
        where TPicture : IPicture, allows ref struct
    {
        using Activity? span = ReadingSpans.Start("decode");
        GrayImage luminance = picture.GetLuminance(out ImageDamage? damage);
        span.Tell(luminance);
        return (luminance, damage);
    }

    private PictureLook Look(string channel, GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace, IReadOnlyList<NumberLineCandidate>? rows = null)
    {
        using Activity? span = ReadingSpans.StartLook(channel);
        return _reader.Look(image, options, trace, rows);
    }
}
