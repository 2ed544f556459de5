namespace MlNetInvoice.Fields;

/// <summary>
/// What else stands on an invoice: each field with its source, confidence and place, null where it was not read surely. Read with <see cref="InvoiceReaderOptions.Fields"/>. Immutable; compares by
/// value, its lists included.
/// </summary>
public sealed record InvoiceRecord
{
    private readonly ValueList<FieldConflict> _conflicts = new([]);
    private readonly InvoiceField<IReadOnlyList<InvoiceItem>>? _items;

    /// <summary>What stands for no buyer in codes: <c>00000000</c>.</summary>
    public const string NoBuyer = "00000000";

    /// <summary>The number, <c>AB-12345678</c>, or eight digits alone where the letters are not sure.</summary>
    public InvoiceField<string>? Number { get; init; }

    /// <summary>The two months that the invoice belongs to.</summary>
    public InvoiceField<InvoicePeriod>? Period { get; init; }

    /// <summary>Day of the sale.</summary>
    public InvoiceField<DateOnly>? Date { get; init; }

    /// <summary>Time of the sale, to the second.</summary>
    public InvoiceField<TimeOnly>? Time { get; init; }

    /// <summary>The random code, four digits.</summary>
    public InvoiceField<string>? RandomCode { get; init; }

    /// <summary>Sum without tax in New Taiwan dollars, as the code has it.</summary>
    public InvoiceField<long>? SalesAmount { get; init; }

    /// <summary>Tax in New Taiwan dollars, where the code's two sums tell.</summary>
    public InvoiceField<long>? Tax { get; init; }

    /// <summary>Sum with tax in New Taiwan dollars.</summary>
    public InvoiceField<long>? Total { get; init; }

    /// <summary>The buyer's tax number, eight digits; <see cref="NoBuyer"/> where the code says that there is none.</summary>
    public InvoiceField<string>? Buyer { get; init; }

    /// <summary>The seller's tax number, eight digits.</summary>
    public InvoiceField<string>? Seller { get; init; }

    /// <summary>The items, as far as the codes list them.</summary>
    public InvoiceField<IReadOnlyList<InvoiceItem>>? Items
    {
        get => _items;
        init => _items = value is null or { Value: ValueList<InvoiceItem> } ? value : value with { Value = new ValueList<InvoiceItem>(value.Value) };
    }

    /// <summary>Where sources contradict each other; empty if they do not.</summary>
    public IReadOnlyList<FieldConflict> Conflicts
    {
        get => _conflicts;
        init => _conflicts = value as ValueList<FieldConflict> ?? new ValueList<FieldConflict>(value);
    }

    /// <summary>Whether the invoice has a buyer with a tax number; null if that is not known.</summary>
    public bool? HasBuyer => Buyer is null ? null : Buyer.Value != NoBuyer;

    /// <summary>Whether nothing at all was read.</summary>
    internal bool IsEmpty => Number is null && Period is null && Date is null && Time is null && RandomCode is null && Total is null && Buyer is null && Seller is null;
}
