using System.Globalization;
using ImageMagick;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Charts;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A page of text, two pages of a fax and a photograph that was cut off, each with the place that was read.</summary>
internal static class DocumentsFigure
{
    private const double Width = 196;
    private const double Height = 262;

    public static SvgChart Draw(string root)
    {
        string samples = Path.Combine(root, "src", "MlNetInvoice.Server", "wwwroot");
        byte[] electronic = File.ReadAllBytes(Path.Combine(samples, "sample-electronic.jpg"));
        var reader = new DocumentReader(InvoiceReader.Default);
        var svg = new SvgText();
        svg.Label(20, 32, "What is read of other files than whole pictures", "h1");
        int column = 0;
        var described = new List<string>();
        void Add(string name, ReadOnlyMemory<byte> file, Func<RgbImage, RgbImage>? show = null)
        {
            IReadOnlyList<InvoiceReading> readings = reader.Read(file);
            foreach (DocumentPage page in reader.Decode(file))
            {
                InvoiceReading reading = readings.Single(of => (of.Page ?? 1) == page.Number);
                Quad? box = page.Image is null && reading.Box is { } inPoints ? PageSketch.Place(inPoints) : reading.Box;
                RgbImage whole = PageSketch.Of(page)!, picture = show is null ? whole : show(whole);
                double scale = Math.Min(Width / picture.Width, Height / picture.Height), x = 20 + (column++ * (Width + 12));
                svg.Label(x, 66, readings.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}, page {page.Number}"), "strong");
                svg.Add($"{new Raw(EmbeddedPicture.Element(picture, x, 78, picture.Width * scale))}");
                svg.Add($"<rect x=\"{x:0.#}\" y=\"78\" width=\"{picture.Width * scale:0.#}\" height=\"{picture.Height * scale:0.#}\" fill=\"none\" class=\"grid\"/>");
                if (box is { } place)
                {
                    svg.Add($"{new Raw(Frame.Of(place, x, 78, scale, reading.Status == InvoiceReadingStatus.Read ? "#0a8f4a" : "#d9480f"))}");
                }

                string number = reading.Number ?? reading.BestGuess ?? "", confidence = reading.Confidence.ToString("0.000", CultureInfo.InvariantCulture);
                svg.Label(x, 78 + Height + 22, number, "strong").Label(x, 78 + Height + 38, reading.Status == InvoiceReadingStatus.Read ? $"read, {confidence}" : $"best guess, rejected, {confidence}", "small quiet");
                described.Add($"{name} page {page.Number}: {number}, {reading.Status}");
            }
        }

        Add("PDF with text", File.ReadAllBytes(Path.Combine(root, "tests", "MlNetInvoice.Documents.Tests", "References", "pdf", "text.pdf")), page => Upper(page, Width / Height));
        Add("TIFF, fax", Fax(electronic, File.ReadAllBytes(Path.Combine(samples, "sample-traditional.jpg"))));
        Add("JPEG, half of the file", electronic.AsMemory(0, electronic.Length / 2));
        return new SvgChart("What is read of other files than whole pictures", $"{string.Join("; ", described)}.", 20 + (4 * 208) + 8, 78 + (int)Height + 58, svg.ToString());
    }

    // What stands on the page stands in its upper part.
    private static RgbImage Upper(RgbImage page, double shape)
    {
        int width = page.Width * 9 / 20, height = (int)(width / shape);
        var part = new RgbImage(width, height);
        for (int row = 0; row < height; row++)
        {
            page.GetRow(row)[..(3 * width)].CopyTo(part.GetRow(row));
        }

        return part;
    }

    private static byte[] Fax(params ReadOnlySpan<byte[]> pictures)
    {
        using var pages = new MagickImageCollection();
        foreach (byte[] picture in pictures)
        {
            var page = new MagickImage(picture);
            page.Resize(page.Width * 2, page.Height * 2);
            page.ColorType = ColorType.Bilevel;
            page.Settings.Compression = CompressionMethod.Group4;
            pages.Add(page);
        }

        return pages.ToByteArray(MagickFormat.Tiff);
    }
}
