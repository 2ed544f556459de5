using System.Globalization;
using System.Net;
using MlNetInvoice.Batch;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Interactive;

/// <summary>Values as HTML. Colours come from the notebook's own theme where they mean nothing.</summary>
internal static class Html
{
    private const string Accepted = "#0a8f4a";
    private const string Incomplete = "#a37b00";
    private const string Refused = "#d9480f";

    // A second guess below one percent is none.
    private const float LeastGuess = 0.01f;

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Bar(string name, double part, string text) => FormattableString.Invariant(
        $"<div style='max-width:640px'><b>{Text(name)}</b> <progress max='1' value='{Math.Clamp(part, 0, 1):0.000}' style='width:100%' aria-label='{Text(name)}'></progress><br>{Text(text)}</div>");

    public static string Picture(ReadOnlySpan<byte> png, int width, int height) =>
        $"<img width='{width}' height='{height}' style='max-width:100%;height:auto' alt='Picture of {width}×{height} pixels' src='data:image/png;base64,{Convert.ToBase64String(png)}'>";

    public static string Reading(InvoiceReading reading)
    {
        string number = reading.Number ?? reading.BestGuess ?? "no number";
        string note = reading.Status == InvoiceReadingStatus.NotFound ? "" : " " + ConfidenceText.Percent(reading.Confidence);
        string reason = reading.Reason.Length == 0 ? "" : $"<br>{Text(reading.Reason)}";
        string digits = reading.Glyphs.Count == 0 ? "" : Table(
            ["digit", .. reading.Glyphs.Select(glyph => glyph.Digit.ToString())],
            [
                ["score", .. reading.Glyphs.Select(glyph => ConfidenceText.Percent(glyph.Score))],

                // Only where it is a guess.
                ["else", .. reading.Glyphs.Select(glyph => glyph.RunnerUpScore < LeastGuess ? "" : $"{glyph.RunnerUp} {ConfidenceText.Percent(glyph.RunnerUpScore)}")],
            ]);
        return $"<div><span style='font:600 1.4em monospace'>{Text(number)}</span> {Badge(reading)}{note}{reason}{digits}</div>";
    }

    public static string Readings(IEnumerable<InvoiceReading> readings) => RawTable(
        ["number", "status", "confidence", "reason"],
        readings.Select(reading => Row(reading.Number ?? reading.BestGuess, Badge(reading), reading, reading.Reason)));

    public static string Pictures(IEnumerable<PictureReading> pictures) => RawTable(
        ["file", "number", "status", "confidence", "reason"],
        pictures.Select(picture => (IReadOnlyList<string>)[
            Text(picture.File),
            .. picture.Reading is { } reading
                ? Row(reading.Number ?? reading.BestGuess, Badge(reading), reading, picture.Reason)
                : ["", Mark("invalid", Refused), "", Text(picture.Reason)],
        ]));

    public static string Comparisons(IEnumerable<ReadingComparison> comparisons) => RawTable(
        ["printed", "before", "", "after", ""],
        comparisons.Select(comparison => (IReadOnlyList<string>)
        [
            $"<code>{Text(comparison.Number)}</code>",
            $"<code>{Text(comparison.Before.Number ?? comparison.Before.BestGuess)}</code>", End(comparison.Before, comparison.Number),
            $"<code>{Text(comparison.After.Number ?? comparison.After.BestGuess)}</code>", End(comparison.After, comparison.Number),
        ]));

    public static string Beside(params IEnumerable<string> parts) =>
        $"<div style='display:flex;flex-wrap:wrap;gap:12px'>{string.Concat(parts.Select(part => $"<div style='flex:1 1 420px'>{part}</div>"))}</div>";

    private static IReadOnlyList<string> Row(string? number, string badge, InvoiceReading reading, string reason) =>
    [
        $"<code>{Text(number)}</code>", badge, reading.Status == InvoiceReadingStatus.NotFound ? "" : ConfidenceText.Percent(reading.Confidence), Text(reason),
    ];

    private static string End(InvoiceReading reading, string number) => reading.Status switch
    {
        InvoiceReadingStatus.Read when reading.Digits == number => Mark("accepted, right", Accepted),
        InvoiceReadingStatus.Read => Mark("accepted, wrong", Refused),
        InvoiceReadingStatus.Rejected when reading.BestGuess?.EndsWith(number, StringComparison.Ordinal) == true => Mark("rejected, guess right", Incomplete),
        InvoiceReadingStatus.Rejected => Mark("rejected", Refused),
        _ => Mark("not found", Refused),
    };

    private static string Badge(InvoiceReading reading) => reading.Status switch
    {
        InvoiceReadingStatus.Read when reading.IsComplete => Mark("read", Accepted),
        InvoiceReadingStatus.Read => Mark("read, without its letters", Incomplete),
        InvoiceReadingStatus.Rejected => Mark("rejected", Refused),
        _ => Mark("not found", Refused),
    };

    private static string Mark(string text, string color) => $"<span style='color:#fff;background:{color};border-radius:4px;padding:0 6px'>{text}</span>";

    private static string Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) => RawTable([.. heads.Select(Text)], rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Text)]));

    private static string RawTable(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) => string.Create(CultureInfo.InvariantCulture,
        $"<table><thead><tr>{string.Concat(heads.Select(head => $"<th>{head}</th>"))}</tr></thead><tbody>{string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>"))}</tbody></table>");
}
