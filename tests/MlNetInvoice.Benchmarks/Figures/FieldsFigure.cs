using System.Globalization;
using MlNetInvoice.Codes;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A generated certificate as it is read: each field by a number beside its place, named in a list; codes outlined in a colour of their own.</summary>
internal static class FieldsFigure
{
    private const long Seed = SceneSeeds.Free + 9;
    private const string PrintColor = "#0b7285";
    private const string CodeColor = "#7048e8";
    private const double Width = 400;

    public static SvgChart Draw()
    {
        var options = new SceneOptions { Kind = SceneKind.Certificate, MinimumSide = 1200, MaximumSide = 1300, MaximumSeverity = 0.2f, MaximumTurn = 4 };
        InvoiceReader reader = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true, Codes = CodeDecoder.Default });
        (RgbImage picture, InvoiceRecord record) = Enumerable.Range(0, 40)
            .Select(index => SyntheticScene.Generate(Seed, options, index).Image)
            .Select(image => (Image: image, Record: reader.Read(image).Record ?? new InvoiceRecord()))
            .First(pair => pair.Record is { Period: not null, Date: not null, Total: not null, Seller: not null, RandomCode: not null, Items: not null } && Codes(pair.Record).Count >= 1);

        Quad[] places = [.. Texts(record).Select(field => field.Place).OfType<Quad>()];
        (picture, float left, float top) = Part(picture, places);
        double scale = Width / picture.Width, height = picture.Height * scale, originX = 20 - (left * scale), originY = 52 - (top * scale);
        var svg = new SvgText();
        svg.Label(20, 32, "Fields of a certificate, and where they were read", "h1");
        svg.Add($"{new Raw(EmbeddedPicture.Element(picture, 20, 52, Width))}");
        foreach (Quad code in Codes(record))
        {
            svg.Add($"{new Raw(Frame.Of(code, originX, originY, scale, CodeColor))}");
        }

        double x = Width + 48, y = 74;
        int index = 0;
        foreach ((string name, string value, FieldSource source, float confidence, Quad? place) in Texts(record))
        {
            index++;
            svg.Add($"<circle cx=\"{x + 9:0.#}\" cy=\"{y - 4:0.#}\" r=\"9\" fill=\"{PrintColor}\"/><text x=\"{x + 9:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"600\" style=\"fill:#fff\">{index}</text>");
            svg.Label(x + 28, y, name, "small quiet").Label(x + 120, y, value, "strong").Label(x + 120, y + 15, $"{source.ToString().ToLowerInvariant()}, {confidence.ToString("0.000", CultureInfo.InvariantCulture)}", "small quiet");
            y += 42;
            if (place is { } quad && source.HasFlag(FieldSource.Print))
            {
                svg.Add($"{new Raw(Frame.Of(quad, originX, originY, scale, PrintColor))}");

                // Beside the box, where it covers no other: captions and letters stand in front of most, the time behind the date.
                double beside = name is not ("period" or "date")
                    ? originX + (Math.Max(quad.TopRight.X, quad.BottomRight.X) * scale) + 12
                    : originX + (Math.Min(quad.TopLeft.X, quad.BottomLeft.X) * scale) - 12;
                double middle = originY + ((quad.TopLeft.Y + quad.BottomLeft.Y + quad.TopRight.Y + quad.BottomRight.Y) / 4 * scale);
                svg.Add($"<circle cx=\"{beside:0.#}\" cy=\"{middle:0.#}\" r=\"8\" fill=\"{PrintColor}\" stroke=\"#fff\"/><text x=\"{beside:0.#}\" y=\"{middle + 3.5:0.#}\" text-anchor=\"middle\" font-size=\"10\" font-weight=\"600\" style=\"fill:#fff\">{index}</text>");
            }
        }

        svg.Add($"<rect x=\"{x:0.#}\" y=\"{y - 12:0.#}\" width=\"18\" height=\"14\" fill=\"none\" stroke=\"{CodeColor}\" stroke-width=\"2\"/>").Label(x + 28, y, "codes that fields were read from", "small quiet");
        string described = string.Join("; ", Texts(record).Select(field => $"{field.Name} {field.Value} ({field.Source.ToString().ToLowerInvariant()})"));
        return new SvgChart("Fields of a certificate", $"A generated photograph and what was read on it: {described}.", 860, (int)Math.Max(height + 72, y + 24), svg.ToString());
    }

    // What the fields stand in, with half as much again to either side.
    private static (RgbImage Picture, int Left, int Top) Part(RgbImage picture, IReadOnlyCollection<Quad> places)
    {
        PixelPoint[] corners = [.. places.SelectMany(place => new[] { place.TopLeft, place.TopRight, place.BottomRight, place.BottomLeft })];
        float left = corners.Min(corner => corner.X), right = corners.Max(corner => corner.X), top = corners.Min(corner => corner.Y), bottom = corners.Max(corner => corner.Y);
        float margin = (right - left) / 4;
        int x = (int)Math.Max(0, left - margin), y = (int)Math.Max(0, top - (margin / 2));
        var part = new RgbImage((int)Math.Min(picture.Width, right + (1.8f * margin)) - x, (int)Math.Min(picture.Height, bottom + (margin / 2)) - y);
        for (int row = 0; row < part.Height; row++)
        {
            picture.GetRow(y + row).Slice(3 * x, 3 * part.Width).CopyTo(part.GetRow(row));
        }

        return (part, x, y);
    }

    private static IReadOnlyCollection<Quad> Codes(InvoiceRecord record) =>
        [.. Texts(record).Where(field => !field.Source.HasFlag(FieldSource.Print)).Select(field => field.Place).OfType<Quad>().Concat(record.Items?.Place is { } items ? [items] : []).Distinct()];

    private static IEnumerable<(string Name, string Value, FieldSource Source, float Confidence, Quad? Place)> Texts(InvoiceRecord record) => new (string, string, FieldSource, float, Quad?)?[]
    {
        Text("number", record.Number, number => number),
        Text("period", record.Period, period => string.Create(CultureInfo.InvariantCulture, $"{period.Year}, months {period.FirstMonth} and {period.LastMonth}")),
        Text("date", record.Date, date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Text("time", record.Time, time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        Text("random code", record.RandomCode, code => code),
        Text("total", record.Total, total => total.ToString("N0", CultureInfo.InvariantCulture)),
        Text("seller", record.Seller, seller => seller),
        Text("buyer", record.Buyer, buyer => buyer == InvoiceRecord.NoBuyer ? "none" : buyer),
        Text("items", record.Items, items => items.Count.ToString(CultureInfo.InvariantCulture)),
    }.OfType<(string, string, FieldSource, float, Quad?)>();

    private static (string, string, FieldSource, float, Quad?)? Text<T>(string name, InvoiceField<T>? field, Func<T, string> text) =>
        field is null ? null : (name, text(field.Value), field.Source, field.Confidence, field.Place);
}
