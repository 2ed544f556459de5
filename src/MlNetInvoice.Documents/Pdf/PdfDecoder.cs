using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>Takes PDF documents apart by PdfPig: of each page the text layer, and its pictures if the text does not hold the number.</summary>
internal static class PdfDecoder
{
    private const string Name = "PDF";

    /// <summary>Nested objects deeper than this are an attack on the stack and not a document.</summary>
    private const int MaxDepth = 128;

    /// <summary>Decodes the pages.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    public static IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, DocumentOptions options)
    {
        using PdfDocument document = Open(file, options);
        for (int number = 1; number <= document.NumberOfPages; number++)
        {
            yield return DecodePage(document, number, options);
        }
    }

    private static PdfDocument Open(ReadOnlyMemory<byte> file, DocumentOptions options)
    {
        PdfDocument document;
        try
        {
            document = PdfDocument.Open(file, new ParsingOptions { SkipMissingFonts = true, MaxStackDepth = MaxDepth, FilterProvider = new LimitedFilters(options.MaxMemoryBytes) });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new InvalidImageException("PDF: the document is encrypted and needs a password; save a copy without one.");
        }
        catch (MlNetInvoiceException)
        {
            throw;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw DocumentFault.Damaged(Name);
        }

        if (document.NumberOfPages is var pages && (pages < 1 || pages > options.MaxPages))
        {
            document.Dispose();
            throw pages < 1 ? DocumentFault.Damaged(Name) : DocumentFault.TooManyPages(Name, pages, options.MaxPages);
        }

        return document;
    }

    private static DocumentPage DecodePage(PdfDocument document, int number, DocumentOptions options)
    {
        var result = new DocumentPage(number);
        try
        {
            Page page = document.GetPage(number);
            result = result with { Text = PdfText.Of(page) };
            bool isRead = result.Text is { IsHidden: false, Numbers.Count: > 0 };
            return isRead ? result : PdfPictures.AddTo(result, page, options);
        }
        catch (MlNetInvoiceException fault)
        {
            return result with { Fault = $"{Name}, page {number}: {fault.Message}" };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return result with { Fault = DocumentFault.DamagedPage(Name, number) };
        }
    }
}
