using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

public sealed class OpenCvSegmenterTests : OpenCvSegmenterContract
{
    [Test]
    public void Defaults_are_those_of_the_documentation()
    {
        Assert.That(OpenCvSegmenterOptions.Default, Is.EqualTo(
            new OpenCvSegmenterOptions { Neighbourhood = 0.8f, Offset = 0.35f, Closing = 0.04f, MaxSkewDegrees = 8f, SplitRatio = 1.6f }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OpenCvSegmenterOptions { Neighbourhood = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OpenCvSegmenterOptions { Offset = 3.1f });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OpenCvSegmenterOptions { Closing = -0.1f });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OpenCvSegmenterOptions { SplitRatio = 4 });
    }

    [Test]
    public void Another_binding_can_be_given_and_is_the_only_one_that_is_called()
    {
        var operations = new CountingOperations();

        GlyphSegmentation found = new OpenCvSegmenter(operations: operations).Segment(DrawnLines.Draw("00457", 40, 20, 230));

        Assert.That(found.Glyphs, Has.Count.EqualTo(5));
        Assert.That(operations.Calls, Is.EqualTo(new[] { "Blur", "Close", "ThresholdBelowMean", "Close", "FindComponents", "FitSlope" }));
    }

    [Test]
    public void A_larger_closing_joins_what_the_default_leaves_apart()
    {
        GrayImage line = DrawnLines.Draw("88888", 60, 20, 230);
        foreach (PixelBox box in DrawnLines.Boxes("88888", 60))
        {
            for (int y = box.Y; y < box.Bottom; y++)
            {
                line.GetRow(y).Slice(box.X + (box.Width / 2) - 2, 5).Fill(230);
            }
        }

        int apart = Make(new OpenCvSegmenterOptions { Closing = 0 }).Segment(line).Glyphs.Count;
        int joined = Make(new OpenCvSegmenterOptions { Closing = 0.12f }).Segment(line).Glyphs.Count;

        Assert.That((apart, joined), Is.EqualTo((10, 5)));
    }

    protected override ISegmenter Make(OpenCvSegmenterOptions? options = null) => new OpenCvSegmenter(options);
}
