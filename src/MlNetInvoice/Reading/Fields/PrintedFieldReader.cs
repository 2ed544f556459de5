using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads the printed fields of a certificate by their places about its number: the two months above it, then below it date and time, random code and sum, seller and buyer. Each line
/// is read twice with different strips, and what the two do not agree on is not given. Immutable; safe to share between threads.
/// </summary>
internal sealed class PrintedFieldReader
{
    /// <summary>Lines below a number that are looked at.</summary>
    private const int MostLines = 7;
    private const int MostWidth = 1600;

    // In heights of the number: the line of the months stands close above it, the particulars below.
    private const float Above = -2.6f;
    private const float Below = 5.2f;

    /// <summary>Heights of a line's digits from one line to the next but one, at least; from one to the next it is 1.4 to 2.2.</summary>
    private const float MissedLine = 2.5f;

    /// <summary>How high the numbers of a region are made for the finder, in pixels.</summary>
    private const float NumberHeight = 48;

    // How far the particulars reach to either side of the number's digits, in their length.
    private const float Left = 1.35f;
    private const float Right = 1.75f;

    private static readonly (float Shift, float Scale, float Stretch)[] _strips = [(0f, 1.04f, 1f), (0.02f, 0.94f, 1.08f)];

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
        float end = code is { } square ? DownOf(number, square.TopLeft, square.TopRight) - 0.5f : Below;
        List<NumberLineCandidate> rows = FindRows(image, number, Math.Min(Below, end));
        var record = new InvoiceRecord();
        float dateAt = float.NaN;
        int read = 0;
        (NumberLineCandidate Row, float Down) last = default;
        foreach ((NumberLineCandidate row, float down) in Lines(rows, number))
        {
            if (down > 0 && read++ >= MostLines)
            {
                break;
            }

            List<FieldLine> strips = Strips(image, row, number, down);
            if (down < 0)
            {
                record = record with { Period = record.Period ?? Agree(strips, FieldGrammar.Period) };
                continue;
            }

            record = Take(record, strips, ref dateAt);
            last = down > dateAt && record.Seller is null ? (row, down) : last;
        }

        return last.Row.GlyphCount > 0 && record is { RandomCode: not null, Seller: null } && last.Down < end ? TakeNext(image, number, record, last, dateAt) : record;
    }

    // The finder missed the line of the tax numbers: it stands as far below the one before as that below the date.
    private InvoiceRecord TakeNext(GrayImage image, LineGeometry number, InvoiceRecord record, (NumberLineCandidate Row, float Down) last, float dateAt)
    {
        float down = last.Down + (last.Down - dateAt);
        return Take(record, Strips(image, Moved(last.Row, number, last.Down - dateAt), number, down), ref dateAt);
    }

    private List<FieldLine> Strips(GrayImage image, NumberLineCandidate row, LineGeometry number, float down) => [.. _strips.Select(strip => ReadLine(image, row, number, down, strip))];

    private static InvoiceRecord Take(InvoiceRecord record, List<FieldLine> strips, ref float dateAt)
    {
        if (record.Date is null && Agree(strips, line => FieldGrammar.DateAndTime(line).Date) is { } date)
        {
            dateAt = strips[0].Down;
            return record with { Date = date, Time = Agree(strips, line => FieldGrammar.DateAndTime(line).Time) };
        }

        // Without its date above it a line of digits may be anything.
        if (float.IsNaN(dateAt))
        {
            return record;
        }

        if (record.RandomCode is null && record.Seller is null && Agree(strips, line => FieldGrammar.CodeAndTotal(line).RandomCode) is { } random)
        {
            return record with { RandomCode = random, Total = Agree(strips, line => FieldGrammar.CodeAndTotal(line).Total) };
        }

        return record.Seller is null && Agree(strips, line => FieldGrammar.TaxNumbers(line).Seller) is { } seller
            ? record with { Seller = seller, Buyer = Agree(strips, line => FieldGrammar.TaxNumbers(line).Buyer) }
            : record;
    }

    private static InvoiceField<T>? Agree<T>(List<FieldLine> strips, Func<FieldLine, InvoiceField<T>?> read)
    {
        InvoiceField<T>? first = read(strips[0]), second = read(strips[1]);
        return first is null || second is null || !EqualityComparer<T>.Default.Equals(first.Value, second.Value)
            ? null
            : first with { Confidence = Math.Max(0, 1 - (2 * (1 - first.Confidence) * (1 - second.Confidence))) };
    }

    // The rows of print about the number, in pixels of the picture.
    private static List<NumberLineCandidate> FindRows(GrayImage image, LineGeometry number, float end)
    {
        float down = number.Length / Math.Max(1f, number.Height) / 5.5f;
        PixelBox box = LineNormalizer.Bounds(new Quad(number.At(-Left, Above * down), number.At(Right, Above * down), number.At(Right, 1 + (end * down)), number.At(-Left, 1 + (end * down))));
        int left = Math.Clamp(box.X, 0, image.Width - 1), top = Math.Clamp(box.Y, 0, image.Height - 1);
        int right = Math.Clamp(box.Right, left + 1, image.Width), bottom = Math.Clamp(box.Bottom, top + 1, image.Height);
        if (right - left < 24 || bottom - top < 24)
        {
            return [];
        }

        float scale = Math.Clamp(MathF.Round(NumberHeight / number.Height), 1, 4);
        using var patch = new LinePatch(image, new PixelBox(left, top, right - left, bottom - top), Math.Clamp((int)(number.Height / NumberHeight), 1, 64));
        var region = new GrayImage(patch.Width, patch.Height, patch.Pixels.ToArray());
        if (scale > 1 && patch.Factor == 1)
        {
            region = Resampling.Resize(region, (int)(region.Width * scale), (int)(region.Height * scale), ResamplingFilter.Bicubic);
        }
        else
        {
            scale = 1;
        }

        PixelPoint Back(PixelPoint point) => patch.ToSource(new PixelPoint(point.X / scale, point.Y / scale));
        float toPicture = patch.Factor / scale;
        return
        [
            .. NumberLineFinder.Find(region).Select(row => row with
            {
                Quad = new Quad(Back(row.Quad.TopLeft), Back(row.Quad.TopRight), Back(row.Quad.BottomRight), Back(row.Quad.BottomLeft)),
                CapHeight = row.CapHeight * toPicture,
                Pitch = row.Pitch * toPicture,
            }),
        ];
    }

    // One row a line, the one with the most glyphs, from above to below; above the number only what is as large.
    private static List<(NumberLineCandidate Row, float Down)> Lines(List<NumberLineCandidate> rows, LineGeometry number)
    {
        var lines = new List<(NumberLineCandidate Row, float Down)>();
        foreach (NumberLineCandidate found in rows.OrderByDescending(row => row.GlyphCount * Math.Min(1, row.Score + 0.3f)))
        {
            NumberLineCandidate row = IsAgainst(found, number) ? found.Reversed() : found;
            float down = DownOf(number, row.Quad.TopLeft, row.Quad.BottomRight), size = row.CapHeight / number.Height;
            bool isAbove = down is > Above and < -0.9f && size is > 0.6f and < 1.5f, isBelow = down > 0.6f && size is > 0.22f and < 0.85f;
            if ((isAbove || isBelow) && IsAlong(row, number) && !lines.Exists(other => Math.Abs(other.Down - down) < 0.62f * size))
            {
                lines.Add((row, down));
            }
        }

        lines.Sort((a, b) => a.Down.CompareTo(b.Down));
        for (int i = lines.Count - 1; i > 0; i--)
        {
            // A line that the finder missed between two others stands half way.
            float size = lines[i - 1].Row.CapHeight / number.Height, apart = lines[i].Down - lines[i - 1].Down;
            if (lines[i - 1].Down > 0 && apart > MissedLine * size && apart < 2 * MissedLine * size)
            {
                lines.Insert(i, (Moved(lines[i - 1].Row, number, apart / 2), lines[i - 1].Down + (apart / 2)));
            }
        }

        return lines;
    }

    // A row moved down by some heights of the number.
    private static NumberLineCandidate Moved(NumberLineCandidate row, LineGeometry number, float heights)
    {
        PixelPoint top = number.At(0.5f, 0), bottom = number.At(0.5f, 1);
        float dx = (bottom.X - top.X) * heights, dy = (bottom.Y - top.Y) * heights;
        PixelPoint At(PixelPoint point) => new(point.X + dx, point.Y + dy);
        return row with { Quad = new Quad(At(row.Quad.TopLeft), At(row.Quad.TopRight), At(row.Quad.BottomRight), At(row.Quad.BottomLeft)) };
    }

    private static bool IsAgainst(NumberLineCandidate row, LineGeometry number) => Cosine(row, number) < 0;

    private static bool IsAlong(NumberLineCandidate row, LineGeometry number) => Math.Abs(Cosine(row, number)) > 0.985f;

    private static float Cosine(NumberLineCandidate row, LineGeometry number)
    {
        Quad a = row.Quad, b = number.Band;
        float ax = a.TopRight.X - a.TopLeft.X, ay = a.TopRight.Y - a.TopLeft.Y, bx = b.TopRight.X - b.TopLeft.X, by = b.TopRight.Y - b.TopLeft.Y;
        return ((ax * bx) + (ay * by)) / MathF.Sqrt(Math.Max(1e-3f, ((ax * ax) + (ay * ay)) * ((bx * bx) + (by * by))));
    }

    // How far the middle of two points stands below the middle of the number, in its heights.
    private static float DownOf(LineGeometry number, PixelPoint a, PixelPoint b)
    {
        PixelPoint left = number.At(0, 0.5f), right = number.At(1, 0.5f);
        float dx = right.X - left.X, dy = right.Y - left.Y, length = MathF.Sqrt((dx * dx) + (dy * dy));
        float x = ((a.X + b.X) / 2) - ((left.X + right.X) / 2), y = ((a.Y + b.Y) / 2) - ((left.Y + right.Y) / 2);
        return ((y * dx) - (x * dy)) / Math.Max(1f, length) / Math.Max(1f, number.Height);
    }

    private FieldLine ReadLine(GrayImage image, NumberLineCandidate row, LineGeometry number, float down, (float Shift, float Scale, float Stretch) strip)
    {
        // The row's own direction, from one side of the paper to the other.
        var own = new LineGeometry(row.Quad);
        (float from, float to) = (AlongOf(own, number.At(-Left, 0.5f)), AlongOf(own, number.At(Right, 0.5f)));
        LineGeometry line = new LineGeometry(new Quad(own.At(from, 0), own.At(to, 0), own.At(to, 1), own.At(from, 1))).Adjust(strip.Shift, strip.Scale);
        const int margin = LineNormalizer.WindowColumns / 2;
        int width = line.GetStripWidth(strip.Stretch, margin), positions = _network.GetPositions(width);
        if (width > MostWidth || positions < 8)
        {
            return new FieldLine([], down, own.Height, 0, 0);
        }

        byte[] pixels = new byte[LineNormalizer.Rows * width];
        float[] scores = new float[positions * PrintedClasses.Count];
        _normalizer.Normalize(image, line.GetStrip(width, margin), width, pixels);
        _network.Classify(pixels, width, scores);
        var digits = new List<PrintedDigit>();
        foreach ((float window, int digit, float probability) in DigitSpotter.Find(scores, positions, _network.Step))
        {
            float column = (window * _network.Step) + margin, half = 6.5f;
            float u = (column - margin - half) / (width - (2 * margin)), v = (column - margin + half) / (width - (2 * margin));
            digits.Add(new PrintedDigit((char)('0' + digit), column / strip.Stretch, probability, new Quad(line.At(u, 0), line.At(v, 0), line.At(v, 1), line.At(u, 1))));
        }

        return new FieldLine(digits, down, own.Height, (margin + ((Left + 0.4f) / (Left + Right) * (width - (2 * margin)))) / strip.Stretch, width / strip.Stretch);
    }

    private static float AlongOf(LineGeometry line, PixelPoint point)
    {
        PixelPoint left = line.At(0, 0.5f), right = line.At(1, 0.5f);
        float dx = right.X - left.X, dy = right.Y - left.Y;
        return (((point.X - left.X) * dx) + ((point.Y - left.Y) * dy)) / Math.Max(1f, (dx * dx) + (dy * dy));
    }
}
