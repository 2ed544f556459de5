using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Turns a picture and its quad clockwise by quarters.</summary>
internal static class QuarterTurn
{
    public static (RgbImage Image, Quad? Quad) Apply(RgbImage image, Quad? quad, int quarters)
    {
        for (int i = 0; i < quarters; i++)
        {
            int height = image.Height;
            PixelPoint Turn(PixelPoint p) => new(height - p.Y, p.X);
            quad = quad is { } q ? new Quad(Turn(q.TopLeft), Turn(q.TopRight), Turn(q.BottomRight), Turn(q.BottomLeft)) : null;
            image = Once(image);
        }

        return (image, quad);
    }

    private static RgbImage Once(RgbImage image)
    {
        var turned = new RgbImage(image.Height, image.Width);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.GetRow(y);
            for (int x = 0; x < image.Width; x++)
            {
                row.Slice(3 * x, 3).CopyTo(turned.GetRow(x)[(3 * (image.Height - 1 - y))..]);
            }
        }

        return turned;
    }
}
