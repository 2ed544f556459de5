using System.Text.RegularExpressions;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>
/// Finds invoice numbers in text: two capitals and eight digits, or eight digits behind a caption. Eight digits alone may be a tax number, an order or a date, and are never taken.
/// </summary>
internal static partial class NumberText
{
    /// <summary>The numbers of a page, each once: those behind a caption first, else in the order of reading.</summary>
    /// <param name="lines">The lines.</param>
    public static IReadOnlyList<TextNumber> Find(IReadOnlyList<TextLine> lines)
    {
        List<(TextNumber Number, bool HasCaption)> found = [.. lines.SelectMany(line => Find(line, Whole()))];
        if (found.Count == 0)
        {
            found = [.. lines.SelectMany(line => Find(line, Spaced()))];
        }

        if (found.Count == 0)
        {
            found = [.. lines.SelectMany(line => Find(line, DigitsBehindCaption()))];
        }

        return [.. found.OrderBy(number => number.HasCaption ? 0 : 1).Select(number => number.Number).DistinctBy(number => (number.Letters, number.Digits))];
    }

    private static IEnumerable<(TextNumber Number, bool HasCaption)> Find(TextLine line, Regex pattern)
    {
        foreach (Match match in pattern.Matches(line.Text))
        {
            Group digits = match.Groups["digits"];
            string letters = Join(match.Groups["letters"].Value);
            var number = new TextNumber(letters.Length == 0 ? null : letters, Join(digits.Value), line.Place(digits.Index, digits.Length));
            yield return (number, match.Groups["caption"].Success);
        }
    }

    private static string Join(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<caption>(發 ?票 ?(字 ?軌 ?)?號 ?碼|[Ii]nvoice +([Nn]o\.?|[Nn]umber)) ?:? ?)?(?<![A-Za-z0-9])(?<letters>[A-Z]{2}) ?[-‐‑‒–—−]? ?(?<digits>[0-9]{8})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    // Each character apart from the next, as on forms with a box for each.
    [GeneratedRegex(@"(?<caption>(發 ?票 ?(字 ?軌 ?)?號 ?碼) ?:? ?)?(?<![A-Za-z0-9])(?<letters>[A-Z] [A-Z]) [-‐‑‒–—−]? ?(?<digits>[0-9]( [0-9]){7})(?! ?[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Spaced();

    [GeneratedRegex(@"(?<caption>發 ?票 ?(字 ?軌 ?)?號 ?碼) ?:? ?(?<letters>)(?<digits>[0-9]{8})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex DigitsBehindCaption();
}
