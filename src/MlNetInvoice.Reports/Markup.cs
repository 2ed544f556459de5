using System.Text;

namespace MlNetInvoice.Reports;

/// <summary>Text as SVG and HTML take it.</summary>
internal static class Markup
{
    /// <summary>Text as XML wants it: markup characters escaped, control characters (which XML 1.0 forbids) and lone surrogates replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\t' or '\n' => escaped.Append(' '),
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }
}
