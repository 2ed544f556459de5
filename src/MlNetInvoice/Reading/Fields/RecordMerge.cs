using System.Globalization;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Reading;

/// <summary>Holds what print and codes say of one invoice against each other.</summary>
internal sealed class RecordMerge
{
    /// <summary>How sure a decoded QR code is: its error correction lets hardly anything wrong pass, and its contents have a form.</summary>
    public const float OfSquare = 0.9995f;

    /// <summary>How sure a bar code is: no other character comes near at any of its 19 places, and they have a form; of 648 such readings of generated certificates none was wrong.</summary>
    public const float OfBars = 0.998f;

    /// <summary>How sure print must be to contradict a QR code and a bar code that say the same.</summary>
    private const float AgainstTwo = 0.995f;

    /// <summary>How sure a tax number is that fails its check.</summary>
    private const float OfFalseTaxNumber = 0.5f;

    private readonly List<FieldConflict> _conflicts = [];
    private readonly CertificateCodes? _codes;
    private readonly InvoiceRecord _print;
    private readonly float _least;

    private RecordMerge(CertificateCodes? codes, InvoiceRecord print, float least)
    {
        _codes = codes;
        _print = print;
        _least = least;
    }

    /// <summary>The record of an invoice.</summary>
    /// <param name="codes">What its codes say, or null.</param>
    /// <param name="print">What its print says, each field with its own confidence.</param>
    /// <param name="leastConfidence">Print below it is not given, and contradicts nothing.</param>
    public static InvoiceRecord Of(CertificateCodes? codes, InvoiceRecord print, float leastConfidence) => new RecordMerge(codes, print, leastConfidence).Merge();

    private InvoiceRecord Merge()
    {
        LeftCode? left = _codes?.Left;
        BarcodeText? bars = _codes?.Bars;
        InvoiceField<DateOnly>? date = Agree("date", _print.Date, Square(left?.Date), null);
        InvoiceField<InvoicePeriod>? period = Agree("period", _print.Period, left is null ? null : Square<InvoicePeriod>(InvoicePeriod.Of(left.Date)), Bars(bars?.Period));
        if (period is not null && date is not null && !period.Value.Contains(date.Value))
        {
            Disagree("date", Text(period.Value), period.Source, Text(date.Value), date.Source);
            (period, date) = (null, null);
        }

        return new InvoiceRecord
        {
            Number = Agree("number", _print.Number, Square(left is null ? null : Whole(left.Letters, left.Digits)), Bars(bars is null ? null : Whole(bars.Letters, bars.Digits))),
            Period = period ?? (date is null || _conflicts.Count > 0 ? null : new InvoiceField<InvoicePeriod>(InvoicePeriod.Of(date.Value), date.Source, date.Confidence, date.Place)),
            Date = date,
            Time = Sure(_print.Time),
            RandomCode = Agree("randomCode", _print.RandomCode, Square(left?.RandomCode), Bars(bars?.RandomCode)),
            SalesAmount = Square(left?.SalesAmount),
            Tax = Square(left?.Tax),
            Total = Agree("total", _print.Total, Square(left?.Total), null),
            Buyer = Agree("buyer", _print.Buyer, TaxNumberOf(left?.Buyer), null),
            Seller = Agree("seller", _print.Seller, TaxNumberOf(left?.Seller), null),
            Items = left is { Items.Count: > 0 } ? Square(left.Items) : null,
            Conflicts = _conflicts,
        };
    }

    // What the code says of a company is what it says; that no company has such a number is known by its check sum.
    private InvoiceField<string>? TaxNumberOf(string? value) => value is null or InvoiceRecord.NoBuyer || TaxNumber.IsValid(value) ? Square(value) : Square(value)! with { Confidence = OfFalseTaxNumber };

    private static string Whole(string letters, string digits) => $"{letters}-{digits}";

    private InvoiceField<T>? Square<T>(T? value)
        where T : struct => value is { } known ? new InvoiceField<T>(known, FieldSource.Qr, OfSquare, _codes!.Place) : null;

    private InvoiceField<T>? Square<T>(T? value)
        where T : class => value is null ? null : new InvoiceField<T>(value, FieldSource.Qr, OfSquare, _codes!.Place);

    private InvoiceField<T>? Bars<T>(T? value)
        where T : struct => value is { } known ? new InvoiceField<T>(known, FieldSource.Barcode, OfBars, _codes!.BarsPlace) : null;

    private InvoiceField<T>? Bars<T>(T? value)
        where T : class => value is null ? null : new InvoiceField<T>(value, FieldSource.Barcode, OfBars, _codes!.BarsPlace);

    private InvoiceField<T>? Sure<T>(InvoiceField<T>? field) => field is not null && field.Confidence >= _least ? field : null;

    // Print, QR code and bar code, each if it was read: all must say the same.
    private InvoiceField<T>? Agree<T>(string name, InvoiceField<T>? print, InvoiceField<T>? square, InvoiceField<T>? bars)
    {
        InvoiceField<T>? coded = Pair(name, square, bars, out bool isDisputed);
        if (isDisputed)
        {
            return null;
        }

        if (coded is null)
        {
            return Sure(print);
        }

        // What print says without being sure neither supports nor contradicts a code, unless it says the same; two codes that agree outweigh print that is not quite sure.
        float least = square is not null && bars is not null ? Math.Max(_least, AgainstTwo) : _least;
        return print is null || (print.Confidence < least && !Same(print.Value, coded.Value)) ? coded : Pair(name, print, coded, out _);
    }

    private InvoiceField<T>? Pair<T>(string name, InvoiceField<T>? first, InvoiceField<T>? second, out bool isDisputed)
    {
        isDisputed = false;
        if (first is null || second is null)
        {
            return first ?? second;
        }

        if (!Same(first.Value, second.Value))
        {
            isDisputed = true;
            Disagree(name, Text(first.Value), first.Source, Text(second.Value), second.Source);
            return null;
        }

        return new InvoiceField<T>(second.Value, first.Source | second.Source, 1 - ((1 - first.Confidence) * (1 - second.Confidence)), first.Place ?? second.Place);
    }

    private void Disagree(string name, string first, FieldSource firstSource, string second, FieldSource secondSource) =>
        _conflicts.Add(new FieldConflict(name, first, firstSource, second, secondSource));

    // A printed number without letters that are sure says as much as its digits.
    private static bool Same<T>(T first, T second) => first is string a && second is string b
        ? a == b || (a.Length == 8 && b.Length == 11 && b.EndsWith(a, StringComparison.Ordinal))
        : EqualityComparer<T>.Default.Equals(first, second);

    private static string Text<T>(T value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
