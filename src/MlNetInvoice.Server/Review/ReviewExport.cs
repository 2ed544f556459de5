using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using MlNetInvoice.Data;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Server.Review;

/// <summary>Writes readings with their decisions into a temporary file that vanishes once it is sent.</summary>
internal sealed class ReviewExport(ReviewStore store, Func<ReviewRow, ReviewItem> describe)
{
    /// <summary>What can be written.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["csv", "xlsx", "json", "labels"];

    private const int PageSize = 500;

    // More digits that differ than this, and the person has read another row than the reader: its place is none of that number.
    private const int MostCorrectedDigits = 3;

    public async Task<(Stream Content, string Type, string Name)> WriteAsync(string format, string state, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            (string type, string name) = format switch
            {
                "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "reviews.xlsx"),
                "json" => ("application/json", "reviews.json"),
                "labels" => ("application/zip", "corrections.zip"),
                _ => ("text/csv; charset=utf-8", "reviews.csv"),
            };
            await (format switch
            {
                "xlsx" => WriteExcelAsync(file, state, cancellationToken),
                "json" => WriteJsonAsync(file, state, cancellationToken),
                "labels" => WriteLabelsAsync(file, cancellationToken),
                _ => WriteCsvAsync(file, state, cancellationToken),
            }).ConfigureAwait(false);
            file.Position = 0;
            return (file, type, name);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task WriteCsvAsync(Stream file, string state, CancellationToken cancellationToken)
    {
        // With a mark of its encoding, or a spreadsheet shows Chinese names as noise.
        var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(string.Join(',', Cells(null, null).Keys) + "\r\n").ConfigureAwait(false);
            await foreach (ReviewRow row in RowsAsync(state, cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(string.Join(',', Cells(row, describe(row)).Values.Select(Cell)) + "\r\n").ConfigureAwait(false);
            }
        }
    }

    private async Task WriteExcelAsync(Stream file, string state, CancellationToken cancellationToken)
    {
        var rows = new List<IDictionary<string, object?>>();
        await foreach (ReviewRow row in RowsAsync(state, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(Cells(row, describe(row)).ToDictionary(cell => cell.Key, cell => cell.Value));
        }

        if (rows.Count == 0)
        {
            rows.Add(Cells(null, null).ToDictionary(cell => cell.Key, cell => cell.Value));
        }

        await file.SaveAsAsync(rows, sheetName: "reviews", cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteJsonAsync(Stream file, string state, CancellationToken cancellationToken)
    {
        var items = new List<ReviewItem>();
        await foreach (ReviewRow row in RowsAsync(state, cancellationToken).ConfigureAwait(false))
        {
            items.Add(describe(row));
        }

        await JsonSerializer.SerializeAsync(file, items, ReviewJson.ForFiles.Items, cancellationToken).ConfigureAwait(false);
    }

    // A folder as LabeledInvoices reads it: the cut-outs and where in them the digits stand.
    private async Task WriteLabelsAsync(Stream file, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var labels = new StringBuilder("file,kind,number,digits_quad,note\n");
        await foreach (ReviewRow row in RowsAsync("decided", cancellationToken).ConfigureAwait(false))
        {
            bool isNegative = row.SkipReason is "noNumber" or "notAnInvoice";
            if ((row.Number is null && !isNegative) || await store.PictureAsync(row.Id, cancellationToken).ConfigureAwait(false) is not { } png)
            {
                continue;
            }

            string name = $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(row.Id)))[..24]}.png";
            string quad = row.Number is { } number && row.Picture.Reading?.Box is { } box && IsSameRow(row.Guess, number)
                ? string.Join(' ', row.Corners(box).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c[0]},{c[1]}")))
                : "";
            labels.Append(string.Join(',', new[] { name, isNegative ? "negative" : row.Outcome!, row.Number ?? "", quad, row.Picture.File ?? "" }.Select(Escape))).Append('\n');
            Stream entry = await archive.CreateEntry($"images/{name}", CompressionLevel.NoCompression).OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (entry.ConfigureAwait(false))
            {
                await entry.WriteAsync(png, cancellationToken).ConfigureAwait(false);
            }
        }

        Stream text = await archive.CreateEntry(LabeledInvoices.FileName).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (text.ConfigureAwait(false))
        {
            await text.WriteAsync(Encoding.UTF8.GetBytes(labels.ToString()), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsSameRow(string? guess, string number) => guess is { Length: >= 8 }
        && guess[^8..].Zip(number[^8..]).Count(pair => pair.First != pair.Second) <= MostCorrectedDigits;

    private async IAsyncEnumerable<ReviewRow> RowsAsync(string state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (long, string) after = (0, "");
        while (true)
        {
            IReadOnlyList<ReviewRow> rows = await store.ListAsync(state, after, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (ReviewRow row in rows)
            {
                yield return row;
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }

            after = (rows[^1].CreatedMs, rows[^1].Id);
        }
    }

    private static OrderedDictionary<string, object?> Cells(ReviewRow? row, ReviewItem? item)
    {
        InvoiceRecord? record = row?.Picture.Reading?.Record;
        return new OrderedDictionary<string, object?>
        {
            ["id"] = item?.Id,
            ["file"] = item?.File,
            ["source"] = item?.Source,
            ["why"] = item?.Why,
            ["state"] = item?.State,
            ["createdAt"] = Time(item?.CreatedAt),
            ["guess"] = item?.Guess,
            ["confidence"] = item?.Confidence,
            ["reasonCode"] = item?.ReasonCode,
            ["reason"] = item?.Reason,
            ["outcome"] = item?.Outcome,
            ["number"] = item?.Number,
            ["skipReason"] = item?.SkipReason,
            ["comment"] = item?.Comment,
            ["reviewer"] = item?.Reviewer,
            ["decidedAt"] = Time(item?.DecidedAt),
            ["period"] = record?.Period?.Value.Code,
            ["date"] = record?.Date?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["randomCode"] = record?.RandomCode?.Value,
            ["total"] = record?.Total?.Value,
            ["buyer"] = record?.Buyer?.Value,
            ["seller"] = record?.Seller?.Value,
            ["undone"] = item is null ? null : string.Join("; ", item.Undone.Select(undone => string.Join(' ', ((string?[])[Time(undone.UndoneAt), undone.Reviewer, undone.Outcome, undone.Number ?? undone.SkipReason, undone.Comment]).Where(part => part is not null)))),
        };
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    // A cell that begins like a formula is text, whatever a spreadsheet thinks.
    private static string Cell(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return Escape(text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text);
    }

    private static string Escape(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
