using System.Globalization;
using MlNetInvoice.Files;

namespace MlNetInvoice.Batch;

/// <summary>Readings as comma-separated values (RFC 4180, but lines end with a line feed): what a spreadsheet needs of a <see cref="PictureReading"/>.</summary>
public static class ReadingCsv
{
    /// <summary>The first line, without a line end.</summary>
    public const string Header = "file,status,number,letters,digits,bestGuess,confidence,reason,elapsedMs,complete,othersInView,reasonCode,damaged";

    /// <summary>How many fields a row has.</summary>
    internal const int FieldCount = 13;

    /// <summary>A reading as one row, without a line end.</summary>
    /// <param name="picture">The reading.</param>
    public static string ToRow(PictureReading picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        InvoiceReading? reading = picture.Reading;
        return string.Join(',', ((ReadOnlySpan<string?>)
        [
            picture.File,
            picture.Status,
            reading?.Number,
            reading?.Letters,
            reading?.Digits,
            reading?.BestGuess,
            ReadingJson.Share(reading?.Confidence ?? 0).ToString(CultureInfo.InvariantCulture),
            picture.Reason,
            ReadingJson.Milliseconds(picture.Elapsed).ToString(CultureInfo.InvariantCulture),
            reading?.IsComplete == true ? "true" : "false",
            (reading?.OthersInView ?? 0).ToString(CultureInfo.InvariantCulture),
            ReasonCodes.ToText(picture.ReasonCode),
            reading?.Damaged,
        ]).ToArray().Select(field => CsvText.Escape(field ?? "")));
    }
}
