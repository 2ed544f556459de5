using MlNetInvoice.Codes;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Codes;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks;

/// <summary>Codes of generated certificates: how many are decoded, by the width of a module.</summary>
internal static class CertificatesCommand
{
    public static int Run(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 60;
        var bins = new SortedDictionary<string, (int All, int Read)>(StringComparer.Ordinal);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free, new SceneOptions { Kind = SceneKind.Certificate, MinimumSide = 600, MaximumSide = 4000 }, i);
            GrayImage image = Gray(scene.Image);
            List<LocatedCode> codes = SquareCodeReader.Read(image, CodeDecoder.Default);
            if (!scene.Codes.Where(code => code.Kind != SceneCodeKind.Bars).All(code => codes.Exists(found => found.Text is { } text && text.AsSpan(0, 2).SequenceEqual(code.Text.AsSpan(0, 2)))))
            {
                codes.AddRange(SquareCodeReader.ReadBelow(image, scene.Numbers[0].DigitsQuad, CodeDecoder.Default));
            }

            List<LocatedCode> bars = [.. codes.Select(code => BarCodeReader.Read(image, code, null, CodeDecoder.Default)).OfType<LocatedCode>()];
            lock (bins)
            {
                foreach (SceneCode code in scene.Codes.Where(code => code.IsSeen))
                {
                    string bin = $"{(code.Kind == SceneCodeKind.Bars ? "bars" : "square")} {(code.ModuleWidth < 1.2 ? "0.0" : code.ModuleWidth < 1.5f ? "1.2" : code.ModuleWidth < 2 ? "1.5" : code.ModuleWidth < 3 ? "2.0" : "3.0")}";
                    bool read = code.Kind == SceneCodeKind.Bars ? bars.Exists(bar => bar.Text == code.Text) : codes.Exists(found => found.Text is { } text && text.AsSpan(0, 2).SequenceEqual(code.Text.AsSpan(0, 2)));
                    (int All, int Read) known = bins.GetValueOrDefault(bin);
                    bins[bin] = (known.All + 1, known.Read + (read ? 1 : 0));
                    if (!read && code.ModuleWidth >= 1.5f)
                    {
                        if (code.Kind != SceneCodeKind.Bars && Environment.GetEnvironmentVariable("DUMP") is { } dump)
                        {
                            PngEncoder.Save(image, $"{dump}/{i}.png");
                            List<FinderPattern> marks = FinderPatternScan.Find(image);
                            var frame = new CodeFrame(code.Quad);
                            Console.WriteLine(string.Join(' ', marks.Select(mark => (frame.Of(new PixelPoint(mark.X, mark.Y)), mark.Module)).Where(at => at.Item1.Along is > -0.1f and < 1.1f && at.Item1.Down is > -0.1f and < 1.1f).Select(at => $"{at.Item1.Along:0.00},{at.Item1.Down:0.00}/{at.Module:0.0}")) + "; located " + codes.Count(found => QuadOverlap.Share(found.Place, code.Quad)));
                        }

                        Console.WriteLine($"{i}: {code.Kind} module {code.ModuleWidth:0.00}, severity {scene.Severity:0.00}, {scene.Image.Width}x{scene.Image.Height}");
                    }
                }
            }
        });
        foreach ((string bin, (int all, int read)) in bins)
        {
            Console.WriteLine($"{bin}+: {read} of {all}");
        }

        return 0;
    }

    private static GrayImage Gray(RgbImage image)
    {
        var gray = new GrayImage(image.Width, image.Height);
        Imaging.Codecs.Luminance.OfRow(image.Samples, gray.Pixels);
        return gray;
    }
}
