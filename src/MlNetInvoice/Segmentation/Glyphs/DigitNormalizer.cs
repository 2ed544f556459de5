using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// The one way a glyph becomes the 28×28 <see cref="float"/> image that the networks read: row-major, ink 1, paper 0. Used by training and by reading alike.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class DigitNormalizer
{
    /// <summary>Rows and columns of a normalised glyph.</summary>
    public const int Side = 28;

    /// <summary>Values of a normalised glyph: 784.</summary>
    public const int Length = Side * Side;

    /// <summary>Makes a normaliser.</summary>
    /// <param name="options">Parameters; null takes <see cref="DigitNormalizerOptions.Mnist"/>.</param>
    public DigitNormalizer(DigitNormalizerOptions? options = null)
    {
        Options = options ?? DigitNormalizerOptions.Mnist;
    }

    /// <summary>The parameters.</summary>
    public DigitNormalizerOptions Options { get; }

    /// <summary>Normalises one glyph.</summary>
    /// <param name="ink">A line or glyph with 255 full ink and 0 paper, such as <see cref="GlyphSegmentation.Ink"/>.</param>
    /// <param name="box">The glyph's rectangle in it; what lies outside counts as paper.</param>
    /// <param name="destination">784 values, row-major; overwritten.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or leaves the picture.</exception>
    public void Normalize(GrayImage ink, PixelBox box, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(ink);
        if (destination.Length != Length)
        {
            throw new ArgumentException($"A normalised glyph has {Length} values, not {destination.Length}.", nameof(destination));
        }

        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || box.Right > ink.Width || box.Bottom > ink.Height)
        {
            throw new ArgumentOutOfRangeException(nameof(box), box, $"The rectangle leaves the {ink.Width}×{ink.Height} picture.");
        }

        if (Options.Style == DigitNormalizerStyle.Mnist)
        {
            PlaceByMass(ink, box, destination);
        }
        else
        {
            StretchWithBorder(ink, box, destination);
        }

        Finish(destination);
    }

    private void PlaceByMass(GrayImage ink, PixelBox box, Span<float> destination)
    {
        double mass = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.GetRow(box.Y + y).Slice(box.X, box.Width);
            for (int x = 0; x < row.Length; x++)
            {
                mass += row[x];
                sumX += row[x] * (x + 0.5);
                sumY += row[x] * (y + 0.5);
            }
        }

        double centerX = mass > 0 ? sumX / mass : box.Width / 2.0;
        double centerY = mass > 0 ? sumY / mass : box.Height / 2.0;
        double step = Math.Max(box.Width, box.Height) / (double)Options.LongestSide;
        Span<AxisTap> columns = stackalloc AxisTap[Side];
        Span<AxisTap> rows = stackalloc AxisTap[Side];
        for (int i = 0; i < Side; i++)
        {
            columns[i] = AxisTap.Around(((i + 0.5 - (Side / 2.0)) * step) + centerX, step, box.Width);
            rows[i] = AxisTap.Around(((i + 0.5 - (Side / 2.0)) * step) + centerY, step, box.Height);
        }

        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                destination[(y * Side) + x] = Average(ink, box, columns[x], rows[y]);
            }
        }
    }

    private static float Average(GrayImage ink, PixelBox box, AxisTap column, AxisTap row)
    {
        double sum = 0;
        for (int y = row.First; y < row.End; y++)
        {
            ReadOnlySpan<byte> pixels = ink.GetRow(box.Y + y).Slice(box.X, box.Width);
            double line = 0;
            for (int x = column.First; x < column.End; x++)
            {
                line += pixels[x] * column.Cover(x);
            }

            sum += line * row.Cover(y);
        }

        return (float)(sum / (255.0 * column.Width * row.Width));
    }

    private void StretchWithBorder(GrayImage ink, PixelBox box, Span<float> destination)
    {
        double stepX = box.Width * (1 + (2.0 * Options.Border)) / Side;
        double stepY = box.Height * (1 + (2.0 * Options.Border)) / Side;
        Span<double> weightsX = stackalloc double[4];
        Span<double> weightsY = stackalloc double[4];
        for (int y = 0; y < Side; y++)
        {
            double sourceY = ((y + 0.5) * stepY) - (box.Height * Options.Border) - 0.5;
            int firstY = CubicWeights(sourceY, weightsY);
            for (int x = 0; x < Side; x++)
            {
                double sourceX = ((x + 0.5) * stepX) - (box.Width * Options.Border) - 0.5;
                int firstX = CubicWeights(sourceX, weightsX);
                double sum = 0;
                for (int j = 0; j < 4; j++)
                {
                    for (int i = 0; i < 4; i++)
                    {
                        bool inside = (uint)(firstX + i) < (uint)box.Width && (uint)(firstY + j) < (uint)box.Height;
                        sum += inside ? weightsX[i] * weightsY[j] * ink[box.X + firstX + i, box.Y + firstY + j] : 0;
                    }
                }

                destination[(y * Side) + x] = (float)Math.Clamp(sum / 255.0, 0, 1);
            }
        }
    }

    // Keys' cubic convolution with a = −1/2 (Keys 1981).
    private static int CubicWeights(double position, Span<double> weights)
    {
        double floor = Math.Floor(position);
        double t = position - floor;
        weights[0] = -0.5 * t * (1 - t) * (1 - t);
        weights[1] = 1 + (t * t * ((1.5 * t) - 2.5));
        weights[2] = t * (0.5 + (t * (2 - (1.5 * t))));
        weights[3] = -0.5 * t * t * (1 - t);
        return (int)floor - 1;
    }

    private void Finish(Span<float> destination)
    {
        float strongest = 0;
        foreach (float value in destination)
        {
            strongest = Math.Max(strongest, value);
        }

        if (Options.StretchContrast && strongest > 0)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] /= strongest;
            }
        }
    }

    // The stretch of source pixels that one target pixel averages: a box of one target pixel, but never less than one source pixel (then it interpolates linearly).
    private readonly record struct AxisTap(int First, int End, double From, double To, double Width)
    {
        public static AxisTap Around(double center, double step, int length)
        {
            double width = Math.Max(1.0, step);
            double from = center - (width / 2);
            double to = center + (width / 2);
            int first = (int)Math.Clamp(Math.Floor(from), 0, length);
            int end = (int)Math.Clamp(Math.Ceiling(to), first, length);
            return new AxisTap(first, end, from, to, width);
        }

        public double Cover(int pixel) => Math.Min(To, pixel + 1) - Math.Max(From, pixel);
    }
}
