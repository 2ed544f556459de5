namespace MlNetInvoice.Documents;

/// <summary>Reads one page: its visible text first, then its picture, then text that a recogniser has put behind the picture.</summary>
internal static class PageReader
{
    /// <summary>The readings of a page, at least one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="reader">Reads its picture.</param>
    public static IReadOnlyList<InvoiceReading> Read(DocumentPage page, InvoiceReader reader)
    {
        if (page.Text is { IsHidden: false, Numbers.Count: > 0 } text)
        {
            return OfText(text);
        }

        if (page.Image is { } image)
        {
            IReadOnlyList<InvoiceReading> seen = reader.ReadAll(image, page.Damage);
            return seen[0].Status != InvoiceReadingStatus.Read && page.Text is { Numbers.Count: > 0 } behind ? OfText(behind) : seen;
        }

        if (page.Text is { Numbers.Count: > 0 } hidden)
        {
            return OfText(hidden);
        }

        return page.Fault is not null
            ? [new InvoiceReading { Status = InvoiceReadingStatus.Invalid, ReasonCode = ReadingReason.InvalidImage, Reason = page.Fault }]
            : [page.Text is null ? Nothing(ReadingReason.EmptyPage, "The page has neither text nor a picture.") : Nothing(ReadingReason.NoNumberInText, "The page's text holds no invoice number.")];
    }

    private static InvoiceReading Nothing(ReadingReason code, string reason) => new() { Status = InvoiceReadingStatus.NotFound, ReasonCode = code, Reason = reason };

    // What is text needs no recognition: it is certain.
    private static List<InvoiceReading> OfText(PageText text) =>
    [
        .. text.Numbers.Select(number => new InvoiceReading
        {
            Status = InvoiceReadingStatus.Read,
            Digits = number.Digits,
            Letters = number.Letters,
            LettersConfidence = number.Letters is null ? 0 : 1,
            ReasonCode = number.Letters is null ? ReadingReason.LettersNotRead : ReadingReason.None,
            Reason = number.Letters is null ? "The text has no letters in front of the digits." : "",
            Confidence = 1,
            Box = number.Box,
            OthersInView = text.Numbers.Count - 1,
        }),
    ];
}
