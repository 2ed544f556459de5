using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Finds and reads the Code 39 of a certificate, which stands above its two QR codes: by the likeness of its characters first (<see cref="Code39Reader"/>); where that is not sure, light along single
/// lines across the bars is told from dark in several ways, and two lines must agree.
/// </summary>
internal static class BarCodeReader
{
    // 21 characters of at most 16 units, less the last gap.
    private const int Units = 335;
    private const int LeastEdges = 130;
    private const float LeastUnit = 0.9f;

    // Above a left QR code, above a right one, and below a number's digits, in their sides and lengths: the bars lie about the middle.
    private static readonly Zone _aboveLeft = new((-0.3f, 2.9f), (-0.62f, -0.09f));
    private static readonly Zone _aboveRight = new((-1.9f, 1.3f), (-0.62f, -0.09f));
    private static readonly Zone _belowDigits = new((-0.75f, 1.4f), (0.4f, 1.4f));

    /// <summary>Looks for the bar code above QR codes.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="square">A QR code of the certificate, decoded or located.</param>
    /// <param name="isRight">Whether it is the right one; null if that is not known.</param>
    /// <param name="decoder">Decodes rows.</param>
    /// <returns>The bar code, or null.</returns>
    public static LocatedCode? Read(GrayImage image, LocatedCode square, bool? isRight, ICodeDecoder decoder)
    {
        var frame = new CodeFrame(square.Place);
        // The bars span both codes, 2.1 to 3.4 sides of one, with some paper at either end.
        (float from, float to) = isRight switch
        {
            false => (-0.35f, 3.4f),
            true => (-2.6f, 1.35f),
            _ => (-2.6f, 3.4f),
        };
        return (isRight == true ? null : Read(image, frame, _aboveLeft)) ?? (isRight == false ? null : Read(image, frame, _aboveRight))
            ?? (frame.Side * 2.2f < Units * LeastUnit ? null : Read(image, frame, from, to, (0.09f, 0.62f, 0.055f), decoder));
    }

    /// <summary>Looks for the bar code of a certificate of which the number alone was found: torn or covered QR codes.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="digits">Where the number's digits stand.</param>
    /// <param name="decoder">Decodes rows.</param>
    /// <returns>The bar code, or null.</returns>
    public static LocatedCode? ReadBelow(GrayImage image, Quad digits, ICodeDecoder decoder)
    {
        // In lengths of the eight digits: bars stand two thirds of one below them, and reach less than one beyond either side.
        var line = new LineGeometry(digits);
        float down = line.Length / Math.Max(1f, line.Height);
        var frame = new CodeFrame(new Quad(line.At(0, 0.5f), line.At(1, 0.5f), line.At(1, 0.5f + down), line.At(0, 0.5f + down)));
        return Read(image, frame, _belowDigits) ?? (frame.Side * 1.3f < Units * LeastUnit ? null : Read(image, frame, -1.3f, 1.7f, (-1.35f, -0.45f, 0.04f), decoder));
    }

    private static LocatedCode? Read(GrayImage image, CodeFrame frame, Zone zone)
    {
        if (BarBand.Find(image, frame, zone.Along, zone.Down) is not { } band || Code39Reader.Read(band) is not { } found || !BarcodeText.TryParse(found.Text, out _))
        {
            return null;
        }

        float width = zone.Along.To - zone.Along.From, left = zone.Along.From + (width * found.From), right = zone.Along.From + (width * found.To), half = 0.5f * band.Height;
        return new LocatedCode(found.Text, new Quad(frame.At(left, band.Middle - half), frame.At(right, band.Middle - half), frame.At(right, band.Middle + half), frame.At(left, band.Middle + half)), 0);
    }

    // Lines across the bars at some heights above the frame's origin, in its sides.
    private static LocatedCode? Read(GrayImage image, CodeFrame frame, float from, float to, (float Least, float Most, float Step) heights, ICodeDecoder decoder)
    {
        int samples = (int)Math.Clamp((to - from) * frame.Side * 2.5f, 400, 6000);
        float[] row = new float[samples];
        bool[] bits = new bool[samples];
        var votes = new Dictionary<string, (int Count, float Height)>();
        for (float height = heights.Least; height < heights.Most; height += heights.Step)
        {
            Sample(image, frame, from, to, -height, row);
            for (int way = 0; way < 2; way++)
            {
                int radius = Math.Max(6, samples / (way == 0 ? 60 : 25));
                if (Binarize(row, radius, way == 0 ? 0.6f : 0, bits) < LeastEdges || decoder.DecodeBars(bits) is not { } text || !BarcodeText.TryParse(text, out _))
                {
                    continue;
                }

                int count = votes.TryGetValue(text, out (int Count, float Height) known) ? known.Count + 1 : 1;
                votes[text] = (count, height);
                if (count == 2)
                {
                    float middle = count == 2 ? 0.5f * (known.Height + height) : height;
                    (float left, float right) = Span(bits, from, to);
                    return new LocatedCode(text, new Quad(frame.At(left, -middle - 0.08f), frame.At(right, -middle - 0.08f), frame.At(right, -middle + 0.08f), frame.At(left, -middle + 0.08f)), 0);
                }

                break;
            }
        }

        return null;
    }

    private static void Sample(GrayImage image, CodeFrame frame, float from, float to, float down, Span<float> row)
    {
        // Three lines close to each other: noise goes, and bars that are a little aslant stay.
        float apart = Math.Min(0.02f, 2.5f / frame.Side);
        for (int i = 0; i < row.Length; i++)
        {
            float along = from + ((to - from) * (i + 0.5f) / row.Length), sum = 0;
            for (int line = -1; line <= 1; line++)
            {
                sum += PixelSample.At(image, frame.At(along, down + (line * apart)));
            }

            row[i] = sum;
        }
    }

    // Dark where darker than the mean of the surroundings, of the light itself or of the light with its edges sharpened.
    private static int Binarize(ReadOnlySpan<float> row, int radius, float sharpen, Span<bool> bits)
    {
        double sum = 0;
        int edges = 0;
        bool last = false;
        for (int i = -radius; i < row.Length; i++)
        {
            sum += i + radius < row.Length ? row[i + radius] : 0;
            sum -= i - radius - 1 >= 0 ? row[i - radius - 1] : 0;
            if (i < 0)
            {
                continue;
            }

            double mean = sum / (Math.Min(row.Length, i + radius + 1) - Math.Max(0, i - radius));
            float value = row[i], around = 0.5f * (row[Math.Max(0, i - 3)] + row[Math.Min(row.Length - 1, i + 3)]);
            // Empty paper has neither light nor dark.
            bits[i] = value + (sharpen * (value - around)) < mean - 12;
            edges += bits[i] != last ? 1 : 0;
            last = bits[i];
        }

        return edges;
    }

    private static (float Left, float Right) Span(ReadOnlySpan<bool> bits, float from, float to)
    {
        int first = bits.IndexOf(true), last = bits.LastIndexOf(true);
        return (from + ((to - from) * first / bits.Length), from + ((to - from) * (last + 1) / bits.Length));
    }

    /// <summary>Where bars are looked for, in sides of a frame.</summary>
    private readonly record struct Zone((float From, float To) Along, (float From, float To) Down);
}
