using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Invoices;
using OpenCvSharp;

namespace MlNetInvoice.OpenCv;

public sealed class GeneratedCropsTests
{
    private const int Crops = 50;

    [Test]
    public void OpenCV_cuts_the_numbers_of_generated_invoices()
    {
        var options = new SyntheticInvoiceOptions { Width = 640, Height = 800, MaximumTurn = 5, MaximumSeverity = 0.4f };
        SyntheticInvoice[] crops =
        [
            .. Enumerable.Range(0, 2 * Crops).AsParallel().AsOrdered()
                .Select(i => SyntheticInvoice.Generate(31, options with { Kind = i % 2 == 0 ? InvoiceKind.Electronic : InvoiceKind.Traditional }, i).CropNumber()),
        ];

        foreach ((InvoiceKind kind, int least) in new[] { (InvoiceKind.Electronic, 46), (InvoiceKind.Traditional, 36) })
        {
            int opencv = CutRight(new OpenCvSegmenter(), crops, kind);
            TestContext.Out.WriteLine($"{kind}: of {Crops} crops OpenCV cuts {opencv} right, ComponentSegmenter {CutRight(new ComponentSegmenter(), crops, kind)}");
            Assert.That(opencv, Is.AtLeast(least));
        }
    }

    private static int CutRight(ISegmenter segmenter, SyntheticInvoice[] crops, InvoiceKind kind) =>
        crops.Where(crop => crop.Kind == kind).AsParallel().Count(crop => IsCutRight(segmenter, crop));

    // The last eight glyphs are the digits, one in each eighth of the digits' place.
    private static bool IsCutRight(ISegmenter segmenter, SyntheticInvoice crop)
    {
        Quad place = crop.DigitsQuad!.Value;
        PixelPoint start = Middle(place.TopLeft, place.BottomLeft), end = Middle(place.TopRight, place.BottomRight);
        float dx = end.X - start.X, dy = end.Y - start.Y;
        using Mat picture = crop.Image.ToMat();
        float[] along =
        [
            .. segmenter.Segment(picture.ToGrayImage()).Glyphs
                .Select(glyph => Middle(glyph.Box.TopLeft, glyph.Box.BottomRight))
                .Select(center => 8 * (((center.X - start.X) * dx) + ((center.Y - start.Y) * dy)) / ((dx * dx) + (dy * dy))),
        ];
        return along.Length >= 8 && along[^8..].Index().All(place => (int)MathF.Floor(place.Item) == place.Index);
    }

    private static PixelPoint Middle(PixelPoint a, PixelPoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);
}
