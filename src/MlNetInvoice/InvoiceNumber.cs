using System.Diagnostics.CodeAnalysis;

namespace MlNetInvoice;

/// <summary>
/// The number of a uniform invoice (統一發票): two letters of its book (字軌) and eight digits, <c>AB-12345678</c>. Compares by value. Any two letters and eight digits are a number by their form;
/// whether it was ever issued, nothing in it tells.
/// </summary>
public sealed record InvoiceNumber : ISpanParsable<InvoiceNumber>
{
    private const int LetterCount = 2;
    private const int DigitCount = 8;

    /// <summary>Makes a number.</summary>
    /// <param name="letters">Two capital letters, A to Z.</param>
    /// <param name="digits">Eight digits, 0 to 9.</param>
    /// <exception cref="ArgumentException">They are none.</exception>
    public InvoiceNumber(string letters, string digits)
    {
        ArgumentNullException.ThrowIfNull(letters);
        ArgumentNullException.ThrowIfNull(digits);
        if (letters.Length != LetterCount || !letters.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"An invoice's number begins with two capital letters, not with \"{letters}\".", nameof(letters));
        }

        if (digits.Length != DigitCount || !digits.All(char.IsAsciiDigit))
        {
            throw new ArgumentException($"An invoice's number has eight digits, not \"{digits}\".", nameof(digits));
        }

        Letters = letters;
        Digits = digits;
    }

    /// <summary>The two letters, A to Z.</summary>
    public string Letters { get; }

    /// <summary>The eight digits; leading zeros count.</summary>
    public string Digits { get; }

    /// <summary>Reads a number as people and programs write it: with a dash, a blank or nothing between, in capitals or small letters, full-width or not.</summary>
    /// <param name="text">The text; white space around it is passed over.</param>
    /// <param name="number">The number, or null if it is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out InvoiceNumber? number) => TryParse(text.AsSpan(), out number);

    /// <inheritdoc cref="TryParse(string?, out InvoiceNumber?)"/>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out InvoiceNumber? number)
    {
        number = null;
        Span<char> plain = stackalloc char[LetterCount + DigitCount];
        int count = 0;
        bool isApart = false;
        foreach (char given in text.Trim())
        {
            char character = char.ToUpperInvariant(Narrow(given));
            if (count == LetterCount && !isApart && character is '-' or ' ')
            {
                isApart = true;
                continue;
            }

            if (count == plain.Length || !(count < LetterCount ? char.IsAsciiLetterUpper(character) : char.IsAsciiDigit(character)))
            {
                return false;
            }

            plain[count++] = character;
        }

        if (count < plain.Length)
        {
            return false;
        }

        number = new InvoiceNumber(plain[..LetterCount].ToString(), plain[LetterCount..].ToString());
        return true;
    }

    /// <summary>Reads a number as <see cref="TryParse(string?, out InvoiceNumber?)"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no number.</exception>
    public static InvoiceNumber Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    // A number is written the same everywhere: a culture has no say in it.
    static InvoiceNumber IParsable<InvoiceNumber>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static InvoiceNumber ISpanParsable<InvoiceNumber>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    private static InvoiceNumber Parse(ReadOnlySpan<char> s) =>
        TryParse(s, out InvoiceNumber? number) ? number : throw new FormatException($"\"{s}\" is no invoice number: two letters and eight digits, such as AB-12345678, are.");

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out InvoiceNumber result) => TryParse(s, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out InvoiceNumber result) => TryParse(s, out result);

    /// <summary>The number as it is printed, <c>AB-12345678</c>.</summary>
    public override string ToString() => $"{Letters}-{Digits}";

    // Full-width forms stand at a fixed distance from those of ASCII; dashes come in several lengths.
    private static char Narrow(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3000' => ' ',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        _ => character,
    };
}
