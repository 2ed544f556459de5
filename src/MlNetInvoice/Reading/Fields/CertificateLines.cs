using MlNetInvoice.Fields;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>
/// Tells the lines of a certificate apart, from above to below: the two months, the number, date and time, random code and sum, seller and buyer. What the date line is follows from
/// itself, as far as it is in view; then the next two follow from their distance. Belongs to one call.
/// </summary>
/// <param name="read">Reads a row of print, whose size may be known.</param>
/// <param name="number">The number's digits.</param>
/// <param name="end">Where the particulars end below the number, in its heights.</param>
internal sealed class CertificateLines(Func<FieldRow, SmallPrint, FieldStrips> read, LineGeometry number, float end)
{
    // Heights of the small print from one line to the next.
    private const float LeastApart = 0.9f;
    private const float MostApart = 2.4f;

    /// <summary>The same from the date line to that of the tax numbers, at least.</summary>
    private const float NextButOne = 2.2f;

    /// <summary>Where the line of tax numbers stands that is found without its date line, in heights of the number.</summary>
    private const float HighestSeller = 1.8f;
    private const float LowestSeller = 3.7f;

    /// <summary>How far below the number the date stands at most, in heights of the number: lower down there is none, and without months above the number it is no certificate.</summary>
    private const float LowestDate = 1.7f;

    /// <summary>Heights of the small print from the date line at which a line is looked for that was not found.</summary>
    private static readonly float[] _usual = [1.7f, 1.85f, 1.55f];

    private readonly List<Line> _lines = [];
    private InvoiceField<InvoicePeriod>? _period;
    private Line? _date;
    private Line? _middle;
    private Line? _seller;
    private SmallPrint _print;
    private (InvoiceField<DateOnly>? Date, InvoiceField<TimeOnly>? Time) _when;
    private (InvoiceField<string>? Code, InvoiceField<long>? Total) _sale;
    private (InvoiceField<string>? Seller, InvoiceField<string>? Buyer) _companies;

    /// <summary>Whether nothing more is to be read further below.</summary>
    public bool IsComplete => _seller is not null || (_period is null && _date is null && _lines.Count > 0 && _lines[^1].Row.Down > LowestDate) || (_date is not null && _lines.Count > 0 && _lines[^1].Row.Down > _date.Row.Down + (2 * MostApart * SizeOf(_date)));

    /// <summary>Takes a row, each below the one before.</summary>
    public void Add(FieldRow row)
    {
        FieldStrips strips = read(row, row.Down < 0 ? default : _print);
        if (row.Down < 0)
        {
            _period ??= strips.Agree(FieldGrammar.Period);
            return;
        }

        var line = new Line(row, strips);
        _lines.Add(line);
        if (_date is null && FindDate(line))
        {
            return;
        }

        if ((_date is not null && row.Down - _date.Row.Down > NextButOne * SizeOf(_date))
            || (_date is null && _period is not null && row.Down is > HighestSeller and < LowestSeller))
        {
            FindSeller(line);
        }
    }

    /// <summary>What was read.</summary>
    public InvoiceRecord ToRecord()
    {
        if (_date is not null || _seller is not null)
        {
            FindMiddle();
        }

        if (_middle is not null && _date is null)
        {
            // The finder missed the date line: it stands as far above as the seller below.
            FindDate(At(_middle.Row.Down - (_seller!.Row.Down - _middle.Row.Down), _middle));
        }
        else if (_middle is not null && _seller is null && (2 * _middle.Row.Down) - _date!.Row.Down < end)
        {
            FindSeller(At((2 * _middle.Row.Down) - _date.Row.Down, _middle));
        }

        return new InvoiceRecord
        {
            Period = _period,
            Date = _when.Date,
            Time = _when.Time,
            RandomCode = _sale.Code,
            // A line that neither date nor random code shows to be a certificate's may be one of goods.
            Total = _date is null && _sale.Code is null ? null : _sale.Total,
            Seller = _companies.Seller,
            Buyer = _companies.Buyer,
        };
    }

    private bool FindDate(Line line)
    {
        _when = (line.Strips.Agree(FieldGrammar.Date, digits => FieldGrammar.Day(digits, _period?.Value)), line.Strips.Agree(FieldGrammar.TimeOfDay));
        if (_when == default)
        {
            return false;
        }

        _date = line;
        _print = new SmallPrint(line.Row.Height, line.Strips[0].Pitch / line.Strips[0].Scale);
        return true;
    }

    private bool FindSeller(Line line)
    {
        if (line.Strips.Agree(FieldGrammar.Seller, FieldGrammar.Company) is not { } seller)
        {
            return false;
        }

        _companies = (seller, line.Strips.Agree(FieldGrammar.Buyer, FieldGrammar.Company));
        _seller = line;
        return true;
    }

    private bool FindSale(Line line)
    {
        _sale = (line.Strips.Agree(FieldGrammar.RandomCode, FieldGrammar.Digits), line.Strips.Agree(FieldGrammar.Total, FieldGrammar.Sum));
        _middle = line;
        return _sale != default;
    }

    // The line of random code and sum: between date and seller, or the next one to the one of them that was found.
    private void FindMiddle()
    {
        if (_date is not null && _seller is not null)
        {
            FindSale(At(0.5f * (_date.Row.Down + _seller.Row.Down), _date));
            return;
        }

        Line near = _date ?? _seller!;
        float least = near.Row.Down + ((_date is null ? -MostApart : LeastApart) * SizeOf(near)), most = near.Row.Down + ((_date is null ? -LeastApart : MostApart) * SizeOf(near));
        Line? next = _lines.Where(line => line.Row.Down > least && line.Row.Down < most).MinBy(line => Math.Abs(line.Row.Down - near.Row.Down));
        if ((next is null || !FindSale(next)) && _date is not null)
        {
            foreach (float apart in _usual)
            {
                if (FindSale(At(_date.Row.Down + (apart * SizeOf(_date)), _date)))
                {
                    return;
                }
            }

            _middle = next;
        }
    }

    // The line at a place: one that was found there, or one made of another.
    private Line At(float down, Line other)
    {
        Line? near = _lines.Where(line => Math.Abs(line.Row.Down - down) < 0.35f * SizeOf(line)).MinBy(line => Math.Abs(line.Row.Down - down));
        FieldRow row = other.Row.Moved(number, down - other.Row.Down);
        return near ?? new Line(row, read(row, _print));
    }

    private float SizeOf(Line line) => line.Row.Height / Math.Max(1f, number.Height);

    private sealed record Line(FieldRow Row, FieldStrips Strips);
}
