using System.Text;

namespace MlNetInvoice.Files;

/// <summary>One row of comma-separated values and the line it begins in, from 1.</summary>
internal sealed record CsvRow(int Line, List<string> Fields);

/// <summary>Comma-separated values as RFC 4180 has them: fields in quotation marks may hold commas, line ends and doubled quotation marks.</summary>
internal static class CsvText
{
    /// <summary>Splits a text into rows; empty lines are left out.</summary>
    /// <exception cref="InvalidDataSetException">A quotation mark is not closed.</exception>
    public static List<CsvRow> Parse(string text, string name)
    {
        var rows = new List<CsvRow>();
        var field = new StringBuilder();
        int line = 1;
        int position = text.StartsWith('\uFEFF') ? 1 : 0;
        while (position < text.Length)
        {
            var row = new CsvRow(line, []);
            bool ended = false;
            while (!ended)
            {
                position = text.AsSpan(position).StartsWith("\"") ? ReadQuoted(text, position + 1, field, name, ref line) : position;
                while (position < text.Length && text[position] is not (',' or '\n'))
                {
                    field.Append(text[position++]);
                }

                ended = position >= text.Length || text[position] == '\n';
                row.Fields.Add(ended ? field.ToString().TrimEnd('\r') : field.ToString());
                field.Clear();
                position++;
            }

            line++;
            if (row.Fields is not [""])
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>A field as it is written: in quotation marks where it needs them.</summary>
    public static string Escape(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static int ReadQuoted(string text, int position, StringBuilder field, string name, ref int line)
    {
        int start = line;
        for (; position < text.Length; position++)
        {
            char c = text[position];
            if (c == '"')
            {
                if (position + 1 >= text.Length || text[position + 1] != '"')
                {
                    return position + 1;
                }

                position++;
            }
            else if (c == '\n')
            {
                line++;
            }

            field.Append(c);
        }

        throw new InvalidDataSetException($"{name}, line {start}: a quotation mark is not closed.");
    }
}
