using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>Every own face, cleanly printed.</summary>
internal static class FacesFigure
{
    private const double Row = 27;
    private const double Column = 416;
    private const double Paper = 162;
    private const double PaperWidth = 258;
    private const float CapHeight = 32;

    private static readonly (PrintFaceKind Kind, string Name)[] s_kinds =
    [
        (PrintFaceKind.NumberingMachine, "numbering machine"), (PrintFaceKind.DotMatrix, "needle printer"), (PrintFaceKind.Thermal, "thermal printer"), (PrintFaceKind.Receipt, "till, terminal"), (PrintFaceKind.Ocr, "machine-readable"),
    ];

    public static SvgChart Draw()
    {
        (string Text, PrintFace? Face)[] rows = [.. s_kinds.SelectMany(kind => PrintFaces.Of(kind.Kind).Select(face => (face.Name, (PrintFace?)face)).Prepend((kind.Name, null)))];
        int half = (rows.Length + 1) / 2;

        // No heading stands alone at the foot of the first column.
        half += rows[half - 1].Face is null ? 1 : 0;
        var svg = new SvgText();
        string title = $"{PrintFaces.All.Count} faces of our own";
        svg.Label(20, 32, title, "h1");
        for (int column = 0; column < 2; column++)
        {
            svg.Add($"<rect x=\"{Paper + (column * Column)}\" y=\"52\" width=\"{PaperWidth}\" height=\"{half * Row}\" rx=\"4\" fill=\"#fff\" class=\"grid\"/>");
        }

        for (int i = 0; i < rows.Length; i++)
        {
            double x = 20 + (i / half * Column), y = 72 + (i % half * Row);
            svg.Label(x, y, rows[i].Text, rows[i].Face is null ? "strong" : "small quiet");
            if (rows[i].Face is { } face)
            {
                svg.Add($"{new Raw(Print(face, Paper + 6 + (i / half * Column), y))}");
            }
        }

        string described = string.Join(", ", rows.Where(row => row.Face is not null).Select(row => row.Text));
        return new SvgChart(title, $"Each with the ten digits: {described}.", 860, (int)(68 + (half * Row)), svg.ToString());
    }

    private static string Print(PrintFace face, double x, double baseline)
    {
        const string text = "0123456789";
        var style = new LineStyle { Face = face, LetterFace = face, CapHeight = CapHeight };
        var ink = new Plane();
        ink.Reset((int)(LineSetter.Measure(text, style) * CapHeight) + 8, (int)(CapHeight * 1.4f), 0);
        var random = new SampleRandom(1, 1);
        new LineSetter().Set(ink, text, style, 4, CapHeight * 1.2f, ref random, null);

        // Sixteen greys are enough for an edge, and a third of the bytes.
        var picture = new GrayImage(ink.Width, ink.Height, [.. ink.Values.ToArray().Select(value => (byte)(255 - (17 * (int)MathF.Round(15 * Math.Clamp(value, 0, 1)))))]);
        double scale = Math.Min(0.5, (PaperWidth - 12) / ink.Width);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<image x=\"{x:0.#}\" y=\"{baseline - (CapHeight * 1.2 * scale):0.##}\" width=\"{ink.Width * scale:0.##}\" height=\"{ink.Height * scale:0.##}\" href=\"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(picture))}\"/>");
    }
}
