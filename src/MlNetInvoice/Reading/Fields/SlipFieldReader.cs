using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads what is sure without captions on slips of tills: the two months above the number; a date below it; a tax number between the two that passes its check, if there is one alone; and a
/// total that what was paid and what was given back confirm. Belongs to one call.
/// </summary>
/// <param name="read">Reads a line with a strip, between two places along the number's digits.</param>
/// <param name="number">The number's digits.</param>
internal sealed class SlipFieldReader(Func<FieldRow, (float From, float To), FieldStrips> read, LineGeometry number)
{
    /// <summary>Where a slip's print stands about the number's digits, in their length, and how far below them at most.</summary>
    public static readonly FieldRegion Region = new(Left: 0.75f, Right: 1.4f, Above: -1.2f, Below: 4f);

    /// <summary>How high the number is made for the finder, in pixels: small print is hardly half of it.</summary>
    public const float NumberHeight = 28;

    // Heights of a slip's small print in those of the number.
    private const float Smallest = 0.22f;
    private const float Largest = 1.1f;

    /// <summary>Glyphs that a line with a date or tax number has at least.</summary>
    private const int LeastGlyphs = 6;

    /// <summary>Lines read above the number, below it until date and tax number were found, and at the end.</summary>
    private const int LinesAbove = 2;
    private const int LinesBelow = 6;
    private const int LinesAtEnd = 3;

    /// <summary>Smaller sums agree too often by chance.</summary>
    private const int LeastTotal = 100;

    /// <summary>Heights of a row that are read beyond its ends: the finder may have missed digits there.</summary>
    private const float Beyond = 2.5f;

    /// <summary>Takes the fields off the rows of a slip.</summary>
    /// <param name="rows">The rows found about the number.</param>
    /// <param name="end">How far below the number the slip may reach, in its heights.</param>
    public InvoiceRecord Read(List<NumberLineCandidate> rows, float end)
    {
        List<FieldRow> lines = Lines(rows, end);
        InvoiceField<InvoicePeriod>? period = null;
        foreach (FieldRow line in lines.Where(line => line.Down < 0).OrderByDescending(line => line.Down).Take(LinesAbove))
        {
            period ??= Strips(line).Agree(FieldGrammar.Period);
        }

        InvoiceField<DateOnly>? date = null;
        var taxes = new List<InvoiceField<string>>();
        int read = 0;
        List<FieldRow> below = [.. lines.Where(line => line.Down > 0)];
        for (; read < Math.Min(LinesBelow, below.Count) && date is null; read++)
        {
            FieldStrips strips = Strips(below[read]);
            date = strips.Agree(SlipGrammar.Date);
            if (date is null && strips.Agree(SlipGrammar.TaxNumber) is { } tax)
            {
                taxes.Add(tax);
            }
        }

        // Months and day are read apart: what does not fit is a misreading of either.
        bool isDoubtful = period is not null && date is not null && !period.Value.Contains(date.Value);
        return new InvoiceRecord
        {
            Period = isDoubtful ? null : period,
            Date = isDoubtful ? null : date,
            Seller = date is not null && taxes.Count == 1 ? taxes[0] : null,
            Total = Total([.. below.Skip(Math.Max(read, below.Count - LinesAtEnd)).Select(Strips)]),
        };
    }

    private FieldStrips Strips(FieldRow line)
    {
        Quad quad = line.Parts[0].Quad;
        float beyond = Beyond * line.Height / Math.Max(1f, number.Length);
        return read(line, (FieldRows.AlongOf(number, quad.TopLeft) - beyond, FieldRows.AlongOf(number, quad.TopRight) + beyond));
    }

    // A sum stands above the line of what was paid and what was given back, and is their difference. From below: most slips end with it.
    private static InvoiceField<long>? Total(IReadOnlyList<FieldStrips> lines)
    {
        for (int i = lines.Count - 1; i > 0; i--)
        {
            if (lines[i].Agree(line => SlipGrammar.Sums(line).Before) is { } paid && lines[i].Agree(line => SlipGrammar.Sums(line).Last) is { } back
                && lines[i - 1].Agree(line => SlipGrammar.Sums(line).Last) is { } sum && paid.Value - back.Value == sum.Value && sum.Value >= LeastTotal)
            {
                return sum;
            }
        }

        return null;
    }

    private List<FieldRow> Lines(List<NumberLineCandidate> rows, float end)
    {
        var lines = new List<FieldRow>();
        foreach (NumberLineCandidate found in rows.Where(row => row.GlyphCount >= LeastGlyphs).OrderByDescending(row => row.GlyphCount))
        {
            NumberLineCandidate row = FieldRows.IsAgainst(found, number) ? found.Reversed() : found;
            float down = FieldRows.DownOf(number, row.Quad.TopLeft, row.Quad.BottomRight), size = row.CapHeight / number.Height;
            if (size is > Smallest and < Largest && Math.Abs(down) > 0.5f + (0.5f * size) && down < end && FieldRows.IsAlong(row, number) && !lines.Exists(line => Math.Abs(line.Down - down) < 0.62f * size))
            {
                lines.Add(new FieldRow(row, down));
            }
        }

        lines.Sort((a, b) => a.Down.CompareTo(b.Down));
        return lines;
    }
}
