using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Files;

namespace MlNetInvoice.Batch;

/// <summary>Readings as comma-separated values (RFC 4180, but lines end with a line feed): what a spreadsheet needs of a <see cref="PictureReading"/>.</summary>
public static class ReadingCsv
{
    /// <summary>The first line, without a line end.</summary>
    public const string Header = "file,status,number,letters,digits,bestGuess,confidence,reason,elapsedMs,complete,othersInView,reasonCode,damaged";

    /// <summary>The first line if the fields of invoices are written as well, without a line end.</summary>
    public const string RecordHeader = Header + ",period,date,time,randomCode,salesAmount,tax,total,buyer,seller,sources,conflicts";

    /// <summary>How many fields a row has.</summary>
    internal const int FieldCount = 13;

    /// <summary>How many fields a row has that holds those of an invoice.</summary>
    internal const int RecordFieldCount = FieldCount + 11;

    /// <summary>A reading as one row with the fields of its invoice, without a line end. <c>sources</c> names those that the number was read from.</summary>
    /// <param name="picture">The reading.</param>
    public static string ToRecordRow(PictureReading picture)
    {
        string row = ToRow(picture);
        InvoiceRecord? record = picture.Reading?.Record;
        static string? Text<T>(InvoiceField<T>? field, string? format = null)
            where T : IFormattable => field?.Value.ToString(format, CultureInfo.InvariantCulture);
        string?[] fields =
        [
            record?.Period?.Value.Code, Text(record?.Date, "yyyy-MM-dd"), Text(record?.Time, "HH:mm:ss"), record?.RandomCode?.Value, Text(record?.SalesAmount), Text(record?.Tax), Text(record?.Total),
            record?.Buyer?.Value, record?.Seller?.Value, record?.Number is null ? "" : RecordJson.Name(record.Number.Source), record is null ? "" : string.Join(' ', record.Conflicts),
        ];
        return $"{row},{string.Join(',', fields.Select(field => CsvText.Escape(field ?? "")))}";
    }

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
