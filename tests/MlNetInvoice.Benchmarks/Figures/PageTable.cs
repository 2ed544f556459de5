namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A table of a Markdown page, so that a chart shows what the page says.</summary>
internal static class PageTable
{
    /// <summary>The cells of each row below the head.</summary>
    /// <param name="path">The page.</param>
    /// <param name="head">How the line of the table's head begins.</param>
    public static IReadOnlyList<string[]> Rows(string path, string head) =>
    [
        .. File.ReadLines(path)
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];
}
