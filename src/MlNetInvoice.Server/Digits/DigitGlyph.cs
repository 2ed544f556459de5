using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Server.Digits;

/// <summary>Turns an uploaded picture of one digit into the 28×28 image that the network reads.</summary>
internal static class DigitGlyph
{
    private const int InkThreshold = 64;

    /// <summary>A 28×28 picture with bright ink is taken as it is (the MNIST convention); any other is turned to bright ink, cut to its ink and normalised.</summary>
    /// <returns>784 values, or null where the picture shows no ink.</returns>
    public static float[]? FromImage(GrayImage image)
    {
        GrayImage ink = BorderIsBright(image) ? Thresholding.Invert(image) : image;
        if (InkBox(ink) is not { } box)
        {
            return null;
        }

        float[] glyph = new float[DigitNormalizer.Length];
        if (ink.Width == DigitNormalizer.Side && ink.Height == DigitNormalizer.Side)
        {
            for (int i = 0; i < glyph.Length; i++)
            {
                glyph[i] = ink.Pixels[i] / 255f;
            }
        }
        else
        {
            new DigitNormalizer().Normalize(ink, box, glyph);
        }

        return glyph;
    }

    private static bool BorderIsBright(GrayImage image)
    {
        long sum = 0;
        long count = 0;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.GetRow(y);
            if (y == 0 || y == image.Height - 1)
            {
                foreach (byte pixel in row)
                {
                    sum += pixel;
                    count++;
                }
            }
            else
            {
                sum += row[0] + row[^1];
                count += 2;
            }
        }

        return sum > 127 * count;
    }

    private static PixelBox? InkBox(GrayImage ink)
    {
        int left = int.MaxValue;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.GetRow(y);
            int first = row.IndexOfAnyInRange((byte)InkThreshold, byte.MaxValue);
            if (first >= 0)
            {
                left = Math.Min(left, first);
                right = Math.Max(right, row.LastIndexOfAnyInRange((byte)InkThreshold, byte.MaxValue));
                top = top < 0 ? y : top;
                bottom = y;
            }
        }

        return top < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }
}
