namespace MlNetInvoice.Cli.Output;

/// <summary>A plain aligned table: the first column to the left, the others to the right unless they are said to be text.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];
    private readonly HashSet<int> _leftColumns = [0];

    /// <summary>Aligns a further column to the left.</summary>
    public TextTable WithLeft(int column)
    {
        _leftColumns.Add(column);
        return this;
    }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(TextWriter writer)
    {
        int[] widths = [.. Enumerable.Range(0, heads.Length).Select(column => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => _leftColumns.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
