using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

public sealed class SegmenterSeamTests
{
    private static readonly InvoiceReaderOptions _crop = new() { Crop = true, DigitCount = 5, MinConfidence = 0 };

    private static TrainedModel Digits { get; } = EmbeddedModels.LoadDigits();

    [Test]
    public void A_reader_cuts_lines_by_the_segmenter_it_was_given()
    {
        GrayImage line = DrawnLines.Draw("31415", 40, ink: 20, paper: 230);
        var segmenter = new Recorder(new ComponentSegmenter());

        InvoiceReading given = new InvoiceReader(Digits, segmenter, _crop).Read(line);
        InvoiceReading usual = new InvoiceReader(Digits, _crop).Read(line);

        Assert.That(segmenter.Lines, Is.EqualTo(1));
        Assert.That((given.Digits, given.Confidence, given.Box), Is.EqualTo((usual.Digits, usual.Confidence, usual.Box)));
        Assert.That(given.Glyphs, Has.Count.EqualTo(5));
    }

    [Test]
    public void Its_reason_is_the_readings_reason()
    {
        InvoiceReading reading = new InvoiceReader(Digits, new Recorder(null), _crop).Read(new GrayImage(90, 30));

        Assert.That((reading.Status, reading.Reason), Is.EqualTo((InvoiceReadingStatus.NotFound, "Nothing today.")));
    }

    [Test]
    public void A_model_that_could_slide_reads_glyphs_then_and_other_options_keep_the_segmenter()
    {
        var segmenter = new Recorder(new ComponentSegmenter());
        InvoiceReader reader = new InvoiceReader(EmbeddedModels.LoadReader(), segmenter).WithOptions(_crop);

        InvoiceReading reading = reader.Read(DrawnLines.Draw("31415", 40, ink: 20, paper: 230));

        Assert.That(segmenter.Lines, Is.EqualTo(1));
        Assert.That(reading.Digits, Has.Length.EqualTo(5));
    }

    [Test]
    public void Misuse_is_refused()
    {
        var images = new TrainedModel(Network.Create(NetworkArchitectures.Get("mlp", 10, 32, 32), 1));

        Assert.That(() => new InvoiceReader(Digits, (ISegmenter)null!), Throws.ArgumentNullException);
        Assert.That(() => new InvoiceReader(null!, new ComponentSegmenter()), Throws.ArgumentNullException);
        Assert.That(() => new InvoiceReader(images, new ComponentSegmenter()), Throws.TypeOf<InvalidModelException>());
    }

    private sealed class Recorder(ISegmenter? inner) : ISegmenter
    {
        public int Lines { get; private set; }

        public GlyphSegmentation Segment(GrayImage line)
        {
            Lines++;
            return inner?.Segment(line) ?? new GlyphSegmentation { Ink = line, Reason = "Nothing today." };
        }
    }
}
