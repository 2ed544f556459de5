using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>A picture at falling sizes, each 1/√2 of the one before, its contrast evened out: 128 is the neighbourhood's mean, its deviation is 48.</summary>
internal sealed class DetectorPyramid
{
    /// <summary>Longer side of the largest level.</summary>
    public const int LongSide = 640;

    public const int LevelCount = 6;

    private const int Radius = 20;

    public DetectorPyramid(GrayImage image)
    {
        float scale = Math.Min(1f, LongSide / (float)Math.Max(image.Width, image.Height));
        // By whole numbers as far as that goes, for speed.
        int factor = Math.Clamp((int)(1 / scale), 1, 16);
        GrayImage first = Even(Resize(factor > 1 ? Shrink(image, factor) : image, scale * factor));
        Levels.Add(first);
        Scales.Add(first.Width / (float)image.Width);
        for (int i = 1; i < LevelCount; i++)
        {
            GrayImage level = i < 2 ? Resize(first, MathF.Sqrt(0.5f)) : Shrink(Levels[i - 2], 2);
            Levels.Add(level);
            Scales.Add(level.Width / (float)image.Width);
        }
    }

    public List<GrayImage> Levels { get; } = [];

    /// <summary>Pixels of each level per pixel of the picture.</summary>
    public List<float> Scales { get; } = [];

    private static GrayImage Resize(GrayImage image, float scale) =>
        scale == 1 ? image : Resampling.Resize(image, Math.Max(1, (int)MathF.Round(image.Width * scale)), Math.Max(1, (int)MathF.Round(image.Height * scale)), ResamplingFilter.Area);

    private static GrayImage Shrink(GrayImage image, int factor)
    {
        var result = new GrayImage(image.Width / factor, image.Height / factor);
        ImageScales.Shrink(new PixelPlane(image.Pixels, image.Width, image.Height), factor, result.Pixels);
        return result;
    }

    // Running sums over a square of 41 pixels; the edge is repeated.
    private static GrayImage Even(GrayImage image)
    {
        int width = image.Width, height = image.Height;
        var result = new GrayImage(width, height);
        int[] sums = new int[width], squares = new int[width];
        for (int y = -Radius; y < Radius; y++)
        {
            Add(image.GetRow(Math.Clamp(y, 0, height - 1)), sums, squares, 1);
        }

        for (int y = 0; y < height; y++)
        {
            Add(image.GetRow(Math.Min(height - 1, y + Radius)), sums, squares, 1);
            EvenRow(image.GetRow(y), sums, squares, result.GetRow(y));
            Add(image.GetRow(Math.Max(0, y - Radius)), sums, squares, -1);
        }

        return result;
    }

    private static void Add(ReadOnlySpan<byte> row, int[] sums, int[] squares, int sign)
    {
        for (int x = 0; x < row.Length; x++)
        {
            int value = row[x];
            sums[x] += sign * value;
            squares[x] += sign * value * value;
        }
    }

    private static void EvenRow(ReadOnlySpan<byte> row, int[] sums, int[] squares, Span<byte> target)
    {
        const float area = ((2 * Radius) + 1) * ((2 * Radius) + 1);
        int last = row.Length - 1;
        long sum = 0, square = 0;
        for (int x = -Radius; x < Radius; x++)
        {
            int at = Math.Clamp(x, 0, last);
            sum += sums[at];
            square += squares[at];
        }

        for (int x = 0; x < row.Length; x++)
        {
            int into = Math.Min(last, x + Radius), outOf = Math.Max(0, x - Radius);
            sum += sums[into];
            square += squares[into];
            float mean = sum / area;
            float deviation = MathF.Sqrt(Math.Max(0, (square / area) - (mean * mean)));
            target[x] = (byte)Math.Clamp(128.5f + (48f * (row[x] - mean) / (deviation + 6f)), 0f, 255f);
            sum -= sums[outOf];
            square -= squares[outOf];
        }
    }
}
