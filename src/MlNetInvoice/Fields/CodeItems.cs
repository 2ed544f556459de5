using System.Globalization;
using System.Text;

namespace MlNetInvoice.Fields;

/// <summary>The items of a certificate's two codes: name, count and price in turns, separated by colons, in one of three text codings that is not always the one named.</summary>
internal static class CodeItems
{
    // A code holds at most 2,953 bytes: no more than 491 items of six bytes fit into one.
    private const int Most = 1000;
    private const int Longest = 6000;

    private static readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding _big5 = CodePagesEncodingProvider.Instance.GetEncoding(950, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Reads items.</summary>
    /// <param name="coding">The text coding as the code names it: 0 Big5, 1 UTF-8, 2 Base64.</param>
    /// <param name="left">What follows it.</param>
    /// <param name="right">What the right code goes on with.</param>
    /// <returns>The items that are complete, up to the first that is not.</returns>
    public static IReadOnlyList<InvoiceItem> Read(char coding, string left, string right)
    {
        if (left.Length + right.Length > Longest)
        {
            return [];
        }

        // An item may be cut where the left code ends; where it is not, a colon stands at one side or at neither.
        string first = left.TrimEnd(' ', '\0'), second = right.TrimEnd(' ', '\0');
        List<InvoiceItem> joined = Split(Decode(coding, first + second));
        List<InvoiceItem> apart = Split(Decode(coding, first));
        apart.AddRange(Split(Decode(coding, second)));
        return joined.Count >= apart.Count ? joined : apart;
    }

    private static string Decode(char coding, string text)
    {
        text = text.Trim(':');
        if (coding == '2' && FromBase64(text) is { } plain)
        {
            text = plain;
        }

        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF') || !text.AsSpan().ContainsAnyInRange('\u0080', '\u00FF'))
        {
            return text;
        }

        // Big5 is hardly ever valid UTF-8 by chance, while the opposite is common: what is valid UTF-8 is UTF-8, whatever the code says.
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return TryDecode(_utf8, bytes) ?? TryDecode(_big5, bytes) ?? "";
    }

    private static string? FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text.Trim(), bytes, out int length) ? Encoding.Latin1.GetString(bytes, 0, length) : null;
    }

    private static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static List<InvoiceItem> Split(string text)
    {
        var items = new List<InvoiceItem>();
        string[] parts = text.Split(':');
        for (int i = 0; i + 2 < parts.Length && items.Count < Most; i += 3)
        {
            if (parts[i].AsSpan().Trim().Length == 0 || !TryNumber(parts[i + 1], out decimal count) || !TryNumber(parts[i + 2], out decimal price))
            {
                break;
            }

            items.Add(new InvoiceItem(parts[i].Trim(), count, price));
        }

        return items;
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number)
        && Math.Abs(number) < 1_000_000_000;
}
