using System.Globalization;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>A line for every record: for people, JSON Lines or CSV.</summary>
internal sealed class LineReadingWriter : IReadingWriter
{
    private readonly TextWriter _output;
    private readonly bool _owned;
    private readonly Func<ReadingRecord, string> _toLine;

    private LineReadingWriter(TextWriter output, bool owned, Func<ReadingRecord, string> toLine)
    {
        _output = output;
        _owned = owned;
        _toLine = toLine;
    }

    public static IReadingWriter ForText(TextWriter output, bool owned) => new LineReadingWriter(output, owned, ToText);

    public static IReadingWriter ForJsonLines(TextWriter output, bool owned) => new LineReadingWriter(output, owned, record => record.ToJson());

    public static IReadingWriter ForCsv(TextWriter output, bool owned)
    {
        output.WriteLine(ReadingCsv.Header);
        return new LineReadingWriter(output, owned, ReadingCsv.ToRow);
    }

    public void Write(IReadOnlyList<ReadingRecord> records)
    {
        foreach (ReadingRecord record in records)
        {
            _output.WriteLine(_toLine(record));
        }
    }

    public void Dispose()
    {
        _output.Flush();
        if (_owned)
        {
            _output.Dispose();
        }
    }

    private static string ToText(ReadingRecord record)
    {
        string confidence = (record.Confidence * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
        return record.Status switch
        {
            "read" => $"{record.File}: {record.Number} ({confidence})",
            "rejected" => $"{record.File}: rejected, best guess {record.BestGuess} ({confidence}): {record.Reason}",
            "notFound" => $"{record.File}: no number found: {record.Reason}",
            _ => $"{record.File}: cannot be read: {record.Reason}",
        };
    }
}
