using System.Globalization;
using MlNetInvoice.Files;

namespace MlNetInvoice.Batch;

/// <summary>Readings as comma-separated values (RFC 4180, but lines end with a line feed): what a spreadsheet wants of a <see cref="ReadingRecord"/>.</summary>
public static class ReadingCsv
{
    /// <summary>The first line, without a line end.</summary>
    public const string Header = "file,status,number,letters,digits,bestGuess,confidence,reason,elapsedMs";

    /// <summary>A record as one row, without a line end.</summary>
    /// <param name="record">The record.</param>
    public static string ToRow(ReadingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return string.Join(',', ((ReadOnlySpan<string?>)
        [
            record.File,
            record.Status,
            record.Number,
            record.Letters,
            record.Digits,
            record.BestGuess,
            record.Confidence.ToString(CultureInfo.InvariantCulture),
            record.Reason,
            record.ElapsedMs.ToString(CultureInfo.InvariantCulture),
        ]).ToArray().Select(field => CsvText.Escape(field ?? "")));
    }
}
