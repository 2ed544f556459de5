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
        var certificate = new CertificateLines((row, print) => new FieldStrips(strip => ReadLine(image, row, number, print, strip)) { Pitch = print.Pitch }, number, end);
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

    private FieldLine ReadLine(GrayImage image, FieldRow row, LineGeometry number, SmallPrint print, int strip)
    {
        var digits = new List<PrintedDigit>();
        // The last strip takes each row's own height: the print of another line may have misled about it.
        float height = strip == FieldStrips.Count - 1 ? 0 : print.Height > 0 ? print.Height : row.Height;
        float start = 0, middle = 0, scale = 1;
        foreach ((NumberLineCandidate part, float from, float to) in row.Stretches(number, -FieldRows.Left, FieldRows.Right))
        {
            List<PrintedDigit> found = ReadPart(image, part, number, (from, to), height, _strips[strip], out float length, out scale);
            digits.AddRange(found.Where(digit => (start == 0 || digit.Column >= 0) && (to == FieldRows.Right || digit.Column < length)).Select(digit => digit with { Column = digit.Column + start }));
            middle = FieldRows.Middle > from ? start + ((FieldRows.Middle - from) / (to - from) * length) : middle;
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
        foreach ((float window, int digit, float probability, float identity) in DigitSpotter.Find(scores, positions, _network.Step))
        {
            float column = window * _network.Step, u = (column - HalfDigit) / inner, v = (column + HalfDigit) / inner;
            bool comma = CommaMark.StandsBefore(pixels, width, column + Margin, previous);
            previous = column + Margin;
            digits.Add(new PrintedDigit((char)('0' + digit), column / strip.Stretch, probability, identity, comma, new Quad(line.At(u, 0), line.At(v, 0), line.At(v, 1), line.At(u, 1))));
        }

        return digits;
    }
}
