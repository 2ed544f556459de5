using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlNetInvoice.Fields;

/// <summary>
/// What the left QR code of a certificate says (Ministry of Finance, 電子發票證明聯一維及二維條碼規格說明). Codes of real tills break its rules: amounts in either case, amounts of 0, wrong
/// text codings, a missing colon, blanks at the end. Such codes are read; what cannot be told from them is null.
/// </summary>
public sealed record LeftCode
{
    private const int Head = 21;
    private const int Whole = 53;
    private const int CheckLength = 24;

    private LeftCode()
    {
    }

    /// <summary>The number's two letters.</summary>
    public required string Letters { get; init; }

    /// <summary>The number's eight digits.</summary>
    public required string Digits { get; init; }

    /// <summary>The day of the sale.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The random code, four digits.</summary>
    public required string RandomCode { get; init; }

    /// <summary>Sum without tax in New Taiwan dollars; null where the code says 0 of a sale that has a total, or more than the total.</summary>
    public long? SalesAmount { get; private init; }

    /// <summary>Sum with tax in New Taiwan dollars; null where the code does not say.</summary>
    public long? Total { get; private init; }

    /// <summary>Tax; null unless the two sums tell: where they are equal, the till may have put the sum with tax in both places.</summary>
    public long? Tax => Total - SalesAmount is long tax and > 0 && tax <= (SalesAmount * 0.06m) + 1 ? tax : null;

    /// <summary>The buyer's tax number, <c>00000000</c> if there is none; null where the code does not say.</summary>
    public string? Buyer { get; private init; }

    /// <summary>The seller's tax number; null where the code does not say.</summary>
    public string? Seller { get; private init; }

    /// <summary>The check text, 24 characters, encrypted with the issuer's key: to be shown, not to be verified. Null where it is missing.</summary>
    public string? CheckText { get; private init; }

    /// <summary>The items of the two codes, as far as they are complete.</summary>
    public IReadOnlyList<InvoiceItem> Items { get; private init; } = [];

    /// <summary>Number of items that the code says the invoice has; null where it does not say.</summary>
    public int? ItemCount { get; private init; }

    /// <summary>Reads the text of a left code.</summary>
    /// <param name="text">The text: characters, or bytes as characters U+0000 to U+00FF where the scanner left the text coding alone.</param>
    /// <param name="code">What it says.</param>
    /// <returns>Whether it is a certificate's left code.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LeftCode? code) => TryParse(text, null, out code);

    /// <summary>Reads the texts of both codes of a certificate.</summary>
    /// <param name="text">The left code's text.</param>
    /// <param name="right">The right code's text, which begins with <c>**</c> and goes on with items; null if it was not read.</param>
    /// <param name="code">What they say.</param>
    /// <returns>Whether the left one is a certificate's left code.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, string? right, [NotNullWhen(true)] out LeftCode? code)
    {
        code = null;
        if (text is null || text.Length < Head || text.AsSpan(0, 2).ContainsAnyExceptInRange('A', 'Z') || text.AsSpan(2, 8).ContainsAnyExceptInRange('0', '9')
            || !CodeDate.TryParse(text.AsSpan(10, 7), out DateOnly date) || text.AsSpan(17, 4).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        code = new LeftCode { Letters = text[..2], Digits = text[2..10], Date = date, RandomCode = text[17..Head] };
        if (text.Length >= Whole && TryAmount(text.AsSpan(21, 8), out long sales) && TryAmount(text.AsSpan(29, 8), out long total)
            && !text.AsSpan(37, 16).ContainsAnyExceptInRange('0', '9'))
        {
            code = WithItems(code.With(sales, total, text[37..45], text[45..Whole]), text[Whole..], right);
        }

        return true;
    }

    private LeftCode With(long sales, long total, string buyer, string seller) => this with
    {
        SalesAmount = (sales == 0 && total != 0) || sales > total ? null : sales,
        Total = total,
        Buyer = buyer,
        Seller = seller.AsSpan().ContainsAnyExcept('0') ? seller : null,
    };

    private static LeftCode WithItems(LeftCode code, string rest, string? right)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        string check = (colon < 0 ? rest : rest[..colon]).Trim();
        code = code with { CheckText = check.Length == CheckLength ? check : null };
        if (colon < 0)
        {
            return code;
        }

        // Own field, items here, items in all, text coding: each but the last ends with a colon, the last at times without.
        string[] parts = rest[(colon + 1)..].Split(':', 4);
        if (parts.Length < 4 || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int all) || parts[3].Length == 0)
        {
            return code;
        }

        string follows = right is not null && right.StartsWith("**", StringComparison.Ordinal) ? right[2..] : "";
        return code with { ItemCount = all > 0 ? all : null, Items = CodeItems.Read(parts[3][0], parts[3][1..], follows) };
    }

    private static bool TryAmount(ReadOnlySpan<char> text, out long amount) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out amount) && amount <= int.MaxValue;
}
