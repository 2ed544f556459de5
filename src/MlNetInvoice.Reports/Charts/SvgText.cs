using System.Globalization;
using System.Text;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Collects SVG elements; numbers are written the same way in every culture, and text is escaped.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup as it stands; interpolated numbers are formatted invariantly.</summary>
    public SvgText Add(FormattableString markup)
    {
        _text.Append(markup.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>Adds a line of text.</summary>
    /// <param name="x">The anchor's column.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="text">What it says; escaped here.</param>
    /// <param name="style">CSS classes of <see cref="ChartStyle"/>: a size and colour, and <c>mid</c> or <c>end</c> for the anchor.</param>
    public SvgText Label(double x, double y, string text, string style) =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{style}\">{Markup.Escape(text)}</text>");

    /// <summary>Adds a straight line.</summary>
    public SvgText Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>");

    public override string ToString() => _text.ToString();

    /// <summary>About how wide a text is in the system's sans serif at a size: enough to place labels without measuring fonts.</summary>
    public static double Measure(string text, double size)
    {
        double units = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            units += rune.Value switch
            {
                >= 0x2E80 => 1.0,
                'i' or 'j' or 'l' or '.' or ',' or ':' or '\'' or '|' => 0.28,
                ' ' or 'f' or 't' or 'r' or '(' or ')' or '-' => 0.36,
                'm' or 'w' or 'M' or 'W' or '%' => 0.88,
                >= 'A' and <= 'Z' => 0.67,
                _ => 0.56,
            };
        }

        return units * size;
    }
}
