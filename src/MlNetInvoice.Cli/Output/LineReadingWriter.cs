using System.Globalization;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>A line for every reading: for people, JSON Lines or CSV.</summary>
internal sealed class LineReadingWriter : IReadingWriter
{
    private readonly TextWriter _output;
    private readonly bool _owned;
    private readonly Func<PictureReading, string> _toLine;

    private LineReadingWriter(TextWriter output, bool owned, Func<PictureReading, string> toLine)
    {
        _output = output;
        _owned = owned;
        _toLine = toLine;
    }

    public static IReadingWriter ForText(TextWriter output, bool owned) => new LineReadingWriter(output, owned, ToText);

    public static IReadingWriter ForJsonLines(TextWriter output, bool owned) => new LineReadingWriter(output, owned, ReadingJson.ToLine);

    public static IReadingWriter ForCsv(TextWriter output, bool owned)
    {
        output.WriteLine(ReadingCsv.Header);
        return new LineReadingWriter(output, owned, ReadingCsv.ToRow);
    }

    public void Write(IReadOnlyList<PictureReading> pictures)
    {
        foreach (PictureReading picture in pictures)
        {
            _output.WriteLine(_toLine(picture));
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

    private static string ToText(PictureReading picture)
    {
        string confidence = (ReadingJson.Share(picture.Reading?.Confidence ?? 0) * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
        return picture.Reading?.Status switch
        {
            InvoiceReadingStatus.Read => $"{picture.File}: {picture.Reading.Number} ({confidence}){(picture.Reading.IsComplete ? "" : ", letters not read")}",
            InvoiceReadingStatus.Rejected => $"{picture.File}: rejected, best guess {picture.Reading.BestGuess} ({confidence}): {picture.Reason}",
            InvoiceReadingStatus.NotFound => $"{picture.File}: no number found: {picture.Reason}",
            _ => $"{picture.File}: cannot be read: {picture.Reason}",
        };
    }
}
