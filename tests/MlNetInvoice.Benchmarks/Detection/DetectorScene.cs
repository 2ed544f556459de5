using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Synthesis.Invoices;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>A synthetic photograph in grey with the places of the numbers it shows: one slip, or four in a mosaic.</summary>
internal sealed record DetectorScene(GrayImage Image, IReadOnlyList<Quad> Numbers)
{
    private const float MosaicShare = 0.3f;

    /// <summary>Draws a scene; it depends on the seed, the index and the longer side only.</summary>
    public static DetectorScene Draw(long seed, long index, int longSide)
    {
        var random = new SampleRandom(seed, index);
        int shortSide = (int)(random.Range(0.6f, 0.9f) * longSide);
        bool isMosaic = random.Chance(MosaicShare);
        int parts = isMosaic ? 2 : 1;
        var options = new SyntheticInvoiceOptions { Width = Math.Max(200, shortSide / parts), Height = Math.Max(200, longSide / parts), MaximumTurn = 30 };
        var image = new GrayImage(options.Width * parts, options.Height * parts);
        var numbers = new List<Quad>();
        for (int i = 0; i < parts * parts; i++)
        {
            SyntheticInvoice invoice = SyntheticInvoice.Generate(seed, options, (index * 4) + i);
            int left = i % parts * options.Width;
            int top = i / parts * options.Height;
            Paste(invoice.Image, image, left, top);
            if (invoice.DigitsQuad is { } quad)
            {
                PixelPoint Move(PixelPoint p) => new(p.X + left, p.Y + top);
                numbers.Add(new Quad(Move(quad.TopLeft), Move(quad.TopRight), Move(quad.BottomRight), Move(quad.BottomLeft)));
            }
        }

        // One in five lies on its side, one in four upside down.
        float turn = random.NextFloat();
        int quarters = turn < 0.1f ? 1 : turn < 0.2f ? 3 : turn < 0.45f ? 2 : 0;
        for (int i = 0; i < quarters; i++)
        {
            int height = i % 2 == 0 ? image.Height : image.Width;
            PixelPoint Turn(PixelPoint p) => new(height - p.Y, p.X);
            numbers = [.. numbers.Select(q => new Quad(Turn(q.TopLeft), Turn(q.TopRight), Turn(q.BottomRight), Turn(q.BottomLeft)))];
        }

        return new DetectorScene(quarters == 0 ? image : Resampling.RotateQuarters(image, quarters), numbers);
    }

    private static void Paste(RgbImage source, GrayImage target, int left, int top)
    {
        for (int y = 0; y < source.Height; y++)
        {
            ReadOnlySpan<byte> row = source.GetRow(y);
            Span<byte> to = target.GetRow(top + y).Slice(left, source.Width);
            for (int x = 0; x < to.Length; x++)
            {
                to[x] = (byte)(((row[3 * x] * 19595) + (row[(3 * x) + 1] * 38470) + (row[(3 * x) + 2] * 7471) + 32768) >> 16);
            }
        }
    }
}
