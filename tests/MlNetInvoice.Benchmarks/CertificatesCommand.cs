using System.Collections.Concurrent;
using System.Globalization;
using MlNetInvoice.Codes;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Generated certificates at life-like sizes: codes decoded by the width of their modules, and fields right, missing and wrong where a person can read them, with their codes and with
/// the codes painted over.
/// </summary>
internal static class CertificatesCommand
{
    private static readonly string[] s_main = ["number", "period", "date", "randomCode", "total", "seller"];

    public static int Run(string[] args)
    {
        int[] numbers = [.. args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
        int count = numbers.Length > 0 ? numbers[0] : 200;
        long seed = numbers.Length > 1 ? numbers[1] : SceneSeeds.Test;
        bool verbose = args.Contains("--verbose");
        InvoiceReader coded = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true, Codes = CodeDecoder.Default });
        InvoiceReader printed = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true });
        ConcurrentDictionary<string, (int Right, int All)> codes = new();
        Tally withCodes = new(), printAlone = new();
        Parallel.For(numbers.Length > 2 ? numbers[2] : 0, numbers.Length > 2 ? numbers[2] + count : count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            SyntheticScene scene = SyntheticScene.Generate(seed, new SceneOptions { Kind = SceneKind.Certificate, MinimumSide = 600, MaximumSide = 4000 }, i);
            IReadOnlyList<InvoiceReading> readings = coded.ReadAll(scene.Image);
            CountCodes(scene, readings, codes);
            string full = withCodes.Add(scene, readings, considersCodes: true);
            Cover(scene);
            string print = printAlone.Add(scene, printed.ReadAll(scene.Image), considersCodes: false);
            if (verbose || full.Contains('!', StringComparison.Ordinal) || print.Contains('!', StringComparison.Ordinal))
            {
                Console.WriteLine($"{i} {scene.Image.Width}x{scene.Image.Height} severity {scene.Severity:0.00} {scene.Numbers[0].Number}: {full} | {print}");
            }
        });
        foreach ((string bin, (int right, int all)) in codes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{bin}: {right} of {all} decoded");
        }

        Console.WriteLine("With codes:");
        withCodes.Print();
        Console.WriteLine("Print alone, codes painted over:");
        printAlone.Print();
        return 0;
    }

    private static void CountCodes(SyntheticScene scene, IReadOnlyList<InvoiceReading> readings, ConcurrentDictionary<string, (int Right, int All)> codes)
    {
        foreach (SceneCode code in scene.Codes.Where(code => code.IsSeen && code.Kind != SceneCodeKind.Right))
        {
            FieldSource source = code.Kind == SceneCodeKind.Left ? FieldSource.Qr : FieldSource.Barcode;
            bool isRead = readings.Any(reading => reading.Record?.Number is { } number && (number.Source & source) != 0 && number.Value == scene.Numbers[0].Number);
            string width = code.ModuleWidth < 1.2f ? "below 1.2" : code.ModuleWidth < 1.5f ? "1.2 to 1.5" : code.ModuleWidth < 2 ? "1.5 to 2" : code.ModuleWidth < 3 ? "2 to 3" : "3 and more";
            string name = code.Kind == SceneCodeKind.Left ? "Left QR code" : "Bar code";
            foreach (string bin in (string[])[$"{name}, module of {width} pixels", .. code.IsLegible ? [$"{name}, legible, module of {width} pixels"] : (string[])[], .. code.IsLegible && code.ModuleWidth >= 1.5f ? [$"{name}, legible, module of 1.5 pixels and more"] : (string[])[]])
            {
                codes.AddOrUpdate(bin, (isRead ? 1 : 0, 1), (_, known) => (known.Right + (isRead ? 1 : 0), known.All + 1));
            }
        }
    }

    // Paper over each code and a little round it.
    private static void Cover(SyntheticScene scene)
    {
        foreach (SceneCode code in scene.Codes)
        {
            Quad quad = code.Quad;
            ProjectiveTransform back = ProjectiveTransform.FromRectangle(quad, 1, 1).Invert();
            float left = Math.Min(Math.Min(quad.TopLeft.X, quad.TopRight.X), Math.Min(quad.BottomLeft.X, quad.BottomRight.X)), right = Math.Max(Math.Max(quad.TopLeft.X, quad.TopRight.X), Math.Max(quad.BottomLeft.X, quad.BottomRight.X));
            float top = Math.Min(Math.Min(quad.TopLeft.Y, quad.TopRight.Y), Math.Min(quad.BottomLeft.Y, quad.BottomRight.Y)), bottom = Math.Max(Math.Max(quad.TopLeft.Y, quad.TopRight.Y), Math.Max(quad.BottomLeft.Y, quad.BottomRight.Y));
            for (int y = Math.Max(0, (int)top - 2); y < Math.Min(scene.Image.Height, bottom + 2); y++)
            {
                for (int x = Math.Max(0, (int)left - 2); x < Math.Min(scene.Image.Width, right + 2); x++)
                {
                    PixelPoint at = back.Map(new PixelPoint(x + 0.5f, y + 0.5f));
                    if (at.X is > -0.015f and < 1.015f && at.Y is > -0.03f and < 1.03f)
                    {
                        scene.Image.GetRow(y).Slice(3 * x, 3).Fill(205);
                    }
                }
            }
        }
    }

    private sealed class Tally
    {
        private readonly ConcurrentDictionary<string, (int Right, int Missing, int Wrong)> _fields = new();
        private readonly Lock _lock = new();
        private int _all;
        private int _whole;
        private int _rejected;

        public string Add(SyntheticScene scene, IReadOnlyList<InvoiceReading> readings, bool considersCodes)
        {
            var truth = scene.Fields.ToDictionary(field => field.Name);
            SceneNumber number = scene.Numbers[0];
            InvoiceReading? reading = readings.FirstOrDefault(reading => reading.Digits == number.Digits) ?? readings.FirstOrDefault(reading => reading.Status == InvoiceReadingStatus.Read);
            InvoiceRecord record = reading?.Record ?? new InvoiceRecord();
            string text = "";
            bool isWhole = true, isLegible = true;
            foreach (string name in (string[])[.. s_main, "time", "buyer"])
            {
                bool legible = name == "number" ? number.IsLegible && number.AreLettersLegible : truth.TryGetValue(name, out SceneField? field) && field.IsLegible;
                string? wanted = name == "number" ? number.Number : truth.GetValueOrDefault(name)?.Text.Replace(",", "", StringComparison.Ordinal);
                string? found = name == "number" ? record.Number?.Value : Value(name, record);
                wanted ??= considersCodes && found == InvoiceRecord.NoBuyer ? found : null;
                bool isWrong = found is not null && found != wanted && !(name == "number" && wanted!.EndsWith(found, StringComparison.Ordinal));
                if (!isWrong && !legible)
                {
                    isLegible &= !s_main.Contains(name);
                    continue;
                }

                bool isRight = found is not null && found == wanted;
                isWhole &= isRight || !s_main.Contains(name);
                text += isWrong ? $" !{name}={found}({wanted})" : isRight ? "" : $" -{name}";
                _fields.AddOrUpdate(name, (isRight ? 1 : 0, isRight || isWrong ? 0 : 1, isWrong ? 1 : 0), (_, known) => (known.Right + (isRight ? 1 : 0), known.Missing + (isRight || isWrong ? 0 : 1), known.Wrong + (isWrong ? 1 : 0)));
            }

            lock (_lock)
            {
                _all += isLegible ? 1 : 0;
                _whole += isLegible && isWhole ? 1 : 0;
                _rejected += reading is null ? 1 : 0;
            }

            return reading?.Status == InvoiceReadingStatus.Read ? text : $" [{readings[0].Status}: {readings[0].Reason}]{text}";
        }

        public void Print()
        {
            foreach ((string name, (int right, int missing, int wrong)) in _fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Console.WriteLine($"  {name,-10} right {right}, missing {missing}, wrong {wrong}");
            }

            int all = s_main.Sum(name => _fields.TryGetValue(name, out (int Right, int Missing, int Wrong) f) ? f.Right + f.Missing + f.Wrong : 0), good = s_main.Sum(name => _fields.TryGetValue(name, out (int Right, int Missing, int Wrong) f) ? f.Right : 0);
            Console.WriteLine($"  main fields right: {good} of {all} ({100.0 * good / Math.Max(1, all):0.0}%); certificates with all six legible: {_all}, all six right: {_whole} ({100.0 * _whole / Math.Max(1, _all):0.0}%); not accepted: {_rejected}");
        }

        private static string? Value(string name, InvoiceRecord record) => name switch
        {
            "period" => record.Period?.Value.ToString(),
            "date" => record.Date?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => record.Time?.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            "randomCode" => record.RandomCode?.Value,
            "total" => record.Total?.Value.ToString(CultureInfo.InvariantCulture),
            "seller" => record.Seller?.Value,
            _ => record.Buyer?.Value,
        };
    }
}
