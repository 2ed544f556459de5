using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Segmentation;

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
        GrayImage luminance = picture.GetLuminance(out ImageDamage? damage);
        PictureLook look = _reader.Look(luminance, options, trace);
        if (!options.Crop && LightInkLook.IsWanted(luminance))
        {
            look = LightInkLook.Join(look, _reader.Look(LightInkLook.Invert(luminance), options, trace));
        }

        RgbImage? colors = null;
        if (SecondLook.IsWanted(look, options) && (colors = picture.GetColors()) is { } image && SecondLook.RedOf(image) is { } red)
        {
            look = SecondLook.Weigh(look, _reader.Look(red, options, trace), options);
        }

        if (SecondLook.AreLettersOpen(look, options) && (colors ?? picture.GetColors()) is { } again && SecondLook.GreenOf(again) is { } green)
        {
            look = SecondLook.AddLetters(look, _reader.Look(green, options, trace), options);
        }

        IReadOnlyList<InvoiceReading> readings = ReadingDecision.Of(look, options);
        readings = options.Fields && !options.Crop && options.DigitCount == 8 ? RecordReader.Complete(luminance, readings, options, _reader.Fields) : readings;
        return damage is null ? readings : DamagedReadings.Of(readings, damage);
    }
}
