using System.Globalization;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Explanation;

namespace MlNetInvoice.Cli.Output;

/// <summary>What was read, drawn into a copy of its picture; into one copy per page if the file has several.</summary>
internal sealed class ReadOverlay(string path)
{
    private readonly List<(int Page, RgbImage Picture)> _drawn = [];

    /// <summary>Draws the readings of a file.</summary>
    /// <param name="pages">Its pages.</param>
    /// <param name="readings">What was read in them.</param>
    public void Draw(IEnumerable<DocumentPage> pages, IReadOnlyList<InvoiceReading> readings)
    {
        foreach (DocumentPage page in pages)
        {
            InvoiceReading[] ofPage = [.. readings.Where(reading => (reading.Page ?? 1) == page.Number)];
            if (ofPage.Length > 0 && PageSketch.Of(page) is { } picture)
            {
                // A place in text is in points, one in a picture in its pixels.
                IEnumerable<InvoiceReading> placed = page.Image is null ? ofPage.Select(reading => reading with { Box = reading.Box is { } box ? PageSketch.Place(box) : null }) : ofPage;
                _drawn.Add((page.Number, ReadingOverlay.Draw(picture, [.. placed])));
            }
        }
    }

    /// <summary>Saves what was drawn, after the reading: a folder that cannot be written to is no fault of the picture.</summary>
    public void Save()
    {
        if (_drawn.Count > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        foreach ((int page, RgbImage picture) in _drawn)
        {
            PngEncoder.Save(picture, _drawn.Count == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path[..^Path.GetExtension(path).Length]}-{page}.png"));
        }
    }
}
