using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging.Codecs;

/// <summary>Prints the conformance tables, and holds the document that shows them to what is measured.</summary>
public class ConformanceDocumentTests
{
    private static readonly string[] Codings = ["", "-rst1", "-rstblock", "-opt", "-prog", "-prog-rst"];
    private static readonly string[] PngVariants = ["", "-interlaced", "-trns", "-interlaced-trns"];

    private static readonly string[] Samplings =
        ["ycc-1x1", "ycc-2x1", "ycc-1x2", "ycc-2x2", "ycc-4x1", "ycc-1x4", "ycc-4x2", "ycc-3x1", "ycc-3x2-1x1-1x1", "ycc-1x1-2x2-2x2", "ycc-2x2-2x1-1x2", "ycc-4x1-2x1-1x1",
         "ycc-2x2-1x1-2x2", "gray", "rgb", "rgb-2x2", "q1", "q100"];

    [Test]
    public void The_document_shows_the_tables_that_are_measured()
    {
        string jpeg = JpegTable();
        string png = PngTable();
        TestContext.Out.WriteLine(jpeg);
        TestContext.Out.WriteLine(png);
        string document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "conformance.md"));
        Assert.That(document, Does.Contain(jpeg).And.Contain(png), "copy the tables that this test printed into docs/conformance.md");
    }

    private static string JpegTable()
    {
        var text = new StringBuilder("| sampling or colour space | baseline | restart each row | restart every 5 blocks | own Huffman tables | progressive | progressive, restart |\n|---|---|---|---|---|---|---|\n");
        foreach (string sampling in Samplings)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {sampling} |");
            foreach (string coding in Codings)
            {
                string file = $"jpeg/{sampling}{coding}.jpg";
                if (!File.Exists(Path.Combine(ReferenceFiles.Root, file)))
                {
                    text.Append(" – |");
                    continue;
                }

                byte[] bytes = ReferenceFiles.Read(file);
                int gray = ReferenceFiles.LargestDifference(ImageDecoder.DecodeGray(bytes).Pixels, ReferenceFiles.ReadPnm($"jpeg/{sampling}.pgm").Samples);
                int color = ReferenceFiles.LargestDifference(ImageDecoder.DecodeRgb(bytes).Samples, ReferenceFiles.ReadPnm($"jpeg/{sampling}.ppm").Samples);
                text.Append(CultureInfo.InvariantCulture, $" {gray} / {color} |");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string PngTable()
    {
        var text = new StringBuilder("| colour type | bits | plain | interlaced | transparency | interlaced, transparency |\n|---|---|---|---|---|---|\n");
        foreach ((int color, string name, int[] depths) in ((int, string, int[])[])[
            (0, "grey", [1, 2, 4, 8, 16]), (2, "RGB", [8, 16]), (3, "palette", [1, 2, 4, 8]), (4, "grey with alpha", [8, 16]), (6, "RGB with alpha", [8, 16])])
        {
            foreach (int depth in depths)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {color} {name} | {depth} |");
                foreach (string variant in PngVariants)
                {
                    string file = $"png/color{color}-depth{depth}{variant}";
                    text.Append(File.Exists(Path.Combine(ReferenceFiles.Root, file + ".png"))
                        ? $" {ReferenceFiles.LargestDifference(ImageDecoder.DecodeRgb(ReferenceFiles.Read(file + ".png")).Samples, ReferenceFiles.ReadPnm(file + ".ppm").Samples)} |"
                        : " – |");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
