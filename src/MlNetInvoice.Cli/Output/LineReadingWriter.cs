using System.Globalization;
using MlNetInvoice.Batch;
using MlNetInvoice.Reading;

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

    /// <summary>Lines for people.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="owned">Whether it is closed at the end.</param>
    /// <param name="all">Whether every number in view is given; else a line says that there are more.</param>
    public static IReadingWriter ForText(TextWriter output, bool owned, bool all) => new LineReadingWriter(output, owned, picture => ToText(picture) + (all ? "" : Others(picture)) + RecordText.Of(picture.Reading?.Record));

    public static IReadingWriter ForJsonLines(TextWriter output, bool owned) => new LineReadingWriter(output, owned, ReadingJson.ToLine);

    public static IReadingWriter ForCsv(TextWriter output, bool owned, bool withRecords)
    {
        output.WriteLine(withRecords ? ReadingCsv.RecordHeader : ReadingCsv.Header);
        return new LineReadingWriter(output, owned, withRecords ? ReadingCsv.ToRecordRow : ReadingCsv.ToRow);
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

    private static string Others(PictureReading picture) => picture.Reading?.OthersInView switch
    {
        null or 0 => "",
        1 => " (1 further number in view; --all lists it)",
        int others => string.Create(CultureInfo.InvariantCulture, $" ({others} further numbers in view; --all lists them)"),
    };

    private static string ToText(PictureReading picture)
    {
        string confidence = ConfidenceText.Percent(picture.Reading?.Confidence ?? 0);
        string damage = picture.Reading?.Damaged is { } damaged ? $"; damaged: {damaged}" : "";
        return picture.Reading?.Status switch
        {
            InvoiceReadingStatus.Read => $"{picture.File}: {picture.Reading.Number} ({confidence}){(picture.Reading.IsComplete ? "" : ", letters not read")}{damage}",
            InvoiceReadingStatus.Rejected => $"{picture.File}: rejected as unsure, best guess {picture.Reading.BestGuess} ({confidence}): {picture.Reason}{damage}",
            InvoiceReadingStatus.NotFound => $"{picture.File}: no number found: {picture.Reason}{damage}",
            _ => $"{picture.File}: cannot be read: {picture.Reason}",
        };
    }
}
