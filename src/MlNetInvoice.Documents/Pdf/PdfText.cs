using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>The text layer of a page: letters gathered into lines and words as they stand, whatever order and direction they were drawn in.</summary>
internal static class PdfText
{
    /// <summary>Letters of a page that are worth gathering; far more than a sheet of paper holds.</summary>
    private const int MaxLetters = 50_000;

    /// <summary>The text of a page, or null if it has none.</summary>
    /// <param name="page">The page.</param>
    public static PageText? Of(Page page)
    {
        List<TextLetter> letters = [];
        int hidden = 0;
        foreach (Letter letter in page.Letters)
        {
            if (string.IsNullOrWhiteSpace(letter.Value) || letters.Count == MaxLetters)
            {
                continue;
            }

            letters.Add(TextLetter.Of(letter, page.Height));
            hidden += letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip ? 1 : 0;
        }

        if (letters.Count == 0)
        {
            return null;
        }

        List<TextLine> lines = TextLine.Gather(letters);
        return new PageText(page.Width, page.Height, hidden * 2 > letters.Count, [.. lines.SelectMany(line => line.Words())], NumberText.Find(lines));
    }
}
