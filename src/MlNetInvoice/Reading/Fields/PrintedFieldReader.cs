using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads the printed fields of a certificate by their places about its number: the two months above it, then below it date and time, random code and sum, seller and buyer. Immutable;
/// safe to share between threads.
/// </summary>
internal sealed class PrintedFieldReader
{
    /// <summary>Lines below a number that are looked at.</summary>
    private const int MostLines = 7;
    private const int MostWidth = 1600;
    private const int Margin = LineNormalizer.WindowColumns / 2;
    private const float HalfDigit = 6.5f;

    // Along the number's digits, in their length: what lies outside the picture is left out in steps of it. A line other than the number's own may be farther in than the number is.
    private const float ReachStep = 0.1f;
    private const float Outside = 0.03f;

    /// <summary>Pitches about the digits of the first strip that the others look at.</summary>
    private const float PitchesAbout = 5;

    /// <summary>How far below the number the particulars may stand, in its heights.</summary>
    private const float Below = 5.2f;

    private static readonly (float Shift, float Scale, float Stretch)[] _strips = [(0f, 1.04f, 1f), (0.02f, 0.94f, 1.08f), (-0.02f, 1f, 0.94f)];

    private readonly SlidingNetwork _network;
    private readonly LineNormalizer _normalizer;

    /// <summary>Makes a reader.</summary>
    /// <param name="network">Classifies windows.</param>
    /// <param name="normalizer">Makes strips of lines.</param>
    public PrintedFieldReader(SlidingNetwork network, LineNormalizer normalizer)
    {
        _network = network;
        _normalizer = normalizer;
    }

    /// <summary>Reads the fields about a number.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="digits">Where the number's eight digits stand.</param>
    /// <param name="code">Where the certificate's left code stands, or null: no particulars stand below its upper edge.</param>
    /// <returns>The fields, none of them checked against anything else; null where nothing fits.</returns>
    public InvoiceRecord Read(GrayImage image, Quad digits, Quad? code)
    {
        var number = new LineGeometry(digits);
        float end = Math.Min(Below, code is { } square ? FieldRows.DownOf(number, square.TopLeft, square.TopRight) - 0.5f : Below);
        var certificate = new CertificateLines((row, print) => new FieldStrips((strip, first) => ReadLine(image, row, number, Reach(image, number, (-FieldRows.Left, FieldRows.Right), first), print, strip)) { Pitch = print.Pitch }, number, end);
        int read = 0;
        foreach (FieldRow row in FieldRows.Find(image, number, end))
        {
            if (certificate.IsComplete || (row.Down > 0 && read++ >= MostLines))
            {
                break;
            }

            certificate.Add(row);
        }

        return certificate.ToRecord();
    }

    /// <summary>Reads the fields of a slip of a till about its number.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="digits">Where the number's eight digits stand.</param>
    /// <param name="end">How far below the number the slip may reach, in the number's heights: the next number stands there.</param>
    public InvoiceRecord ReadSlip(GrayImage image, Quad digits, float end)
    {
        var number = new LineGeometry(digits);
        FieldRegion region = SlipFieldReader.Region;
        region = region with { Below = Math.Min(region.Below, end * number.Height / Math.Max(1f, number.Length)) };
        return new SlipFieldReader((row, reach) => new FieldStrips((strip, first) => ReadLine(image, row, number, Reach(image, number, reach, first), default, strip)), number).Read(FieldRows.FindRows(image, number, region, SlipFieldReader.NumberHeight), end);
    }

    // Nothing stands outside the picture; once a strip was read, nothing is looked for far from the digits that it showed.
    private static (float From, float To) Reach(GrayImage image, LineGeometry number, (float From, float To) reach, FieldLine? first)
    {
        (float from, float to) = reach;
        while (from + ReachStep < to && !IsInside(image, number.At(from + ReachStep, 0.5f)))
        {
            from += ReachStep;
        }

        while (to - ReachStep > from && !IsInside(image, number.At(to - ReachStep, 0.5f)))
        {
            to -= ReachStep;
        }

        if (first is null || first.Digits.Count == 0)
        {
            return (from, to);
        }

        float about = PitchesAbout * first.Pitch / first.Scale / Math.Max(1f, number.Length);
        return (Math.Max(from, FieldRows.AlongOf(number, first.Digits[0].Box.TopLeft) - about), Math.Min(to, FieldRows.AlongOf(number, first.Digits[^1].Box.TopRight) + about));
    }

    private static bool IsInside(GrayImage image, PixelPoint at) => at.X > -image.Width * Outside && at.Y > -image.Height * Outside && at.X < image.Width * (1 + Outside) && at.Y < image.Height * (1 + Outside);

    private FieldLine ReadLine(GrayImage image, FieldRow row, LineGeometry number, (float From, float To) reach, SmallPrint print, int strip)
    {
        var digits = new List<PrintedDigit>();
        // The last strip takes each row's own height: the print of another line may have misled about it.
        float height = strip == FieldStrips.Count - 1 ? 0 : print.Height > 0 ? print.Height : row.Height;
        float start = 0, middle = 0, scale = 1;
        foreach ((NumberLineCandidate part, float from, float to) in row.Stretches(number, reach.From, reach.To))
        {
            List<PrintedDigit> found = ReadPart(image, part, number, (from, to), height, _strips[strip], out float length, out scale);
            digits.AddRange(found.Where(digit => (start == 0 || digit.Column >= 0) && (to == reach.To || digit.Column < length)).Select(digit => digit with { Column = digit.Column + start }));
            middle = FieldRows.Middle > from || start == 0 ? start + ((FieldRows.Middle - from) / (to - from) * length) : middle;
            start += length;
        }

        return new FieldLine(digits, middle, start + Margin, scale);
    }

    // Columns count from where the part begins.
    private List<PrintedDigit> ReadPart(
        GrayImage image, NumberLineCandidate row, LineGeometry number, (float From, float To) reach, float height, (float Shift, float Scale, float Stretch) strip, out float length, out float scale)
    {
        // The row's own direction, from one side of the paper to the other.
        var own = new LineGeometry(row.Quad);
        own = height > 0 ? own.Adjust(0, height / Math.Max(1f, own.Height)) : own;
        (float from, float to) = (FieldRows.AlongOf(own, number.At(reach.From, 0.5f)), FieldRows.AlongOf(own, number.At(reach.To, 0.5f)));
        LineGeometry line = new LineGeometry(new Quad(own.At(from, 0), own.At(to, 0), own.At(to, 1), own.At(from, 1))).Adjust(strip.Shift, strip.Scale);
        int width = line.GetStripWidth(strip.Stretch, Margin), positions = _network.GetPositions(width);
        float inner = width - (2 * Margin);
        (length, scale) = (inner / strip.Stretch, inner / strip.Stretch / Math.Max(1f, line.Length));
        var digits = new List<PrintedDigit>();
        if (width > MostWidth || positions < 1)
        {
            return digits;
        }

        byte[] pixels = new byte[LineNormalizer.Rows * width];
        float[] scores = new float[positions * PrintedClasses.Count];
        _normalizer.Normalize(image, line.GetStrip(width, Margin), width, pixels);
        _network.Classify(pixels, width, scores);
        float previous = float.NegativeInfinity;
        foreach (SpottedDigit digit in DigitSpotter.Find(scores, positions, _network.Step))
        {
            float column = digit.Window * _network.Step, u = (column - HalfDigit) / inner, v = (column + HalfDigit) / inner;
            bool comma = CommaMark.StandsBefore(pixels, width, column + Margin, previous);
            previous = column + Margin;
            digits.Add(new PrintedDigit((char)('0' + digit.Digit), column / strip.Stretch, digit.Probability, digit.Shares, comma, new Quad(line.At(u, 0), line.At(v, 0), line.At(v, 1), line.At(u, 1))));
        }

        return digits;
    }
}
