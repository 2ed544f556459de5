using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks;

/// <summary>Generated slips of tills, forms and A4 certificates at life-like sizes: printed fields right, missing and wrong, where a person can read them.</summary>
internal static class SlipsCommand
{
    private static readonly string[] s_names = ["period", "date", "seller", "total"];
    private static readonly string[] s_days = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "yyyy.MM.dd"];

    public static int Run(string[] args)
    {
        int[] numbers = [.. args.Where(arg => char.IsAsciiDigit(arg[0])).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
        int count = numbers.Length > 0 ? numbers[0] : 100;
        long seed = numbers.Length > 1 ? numbers[1] : SceneSeeds.Test;
        InvoiceReader reader = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true });
        foreach (SceneKind kind in (SceneKind[])[SceneKind.Register, SceneKind.Form, SceneKind.Office])
        {
            var tally = s_names.ToDictionary(name => name, _ => new int[3]);
            int read = 0;
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            {
                SyntheticScene scene = SyntheticScene.Generate(seed, new SceneOptions { Kind = kind, MinimumSide = 600, MaximumSide = 4000 }, i);
                // Where a slip found no place in the picture, there is nothing to read.
                InvoiceReading? reading = scene.Numbers.Count == 0 ? null : reader.ReadAll(scene.Image).FirstOrDefault(reading => reading.Digits == scene.Numbers[0].Digits);
                Interlocked.Add(ref read, reading is null ? 0 : 1);
                foreach (string name in reading is null ? [] : s_names)
                {
                    SceneField? truth = scene.Fields.FirstOrDefault(field => field.Name == name);
                    string? wanted = truth is null ? null : name == "date" ? Day(truth.Text) : truth.Text.Replace(",", "", StringComparison.Ordinal), found = Value(name, reading!.Record!);
                    // What is not printed, or not told by print but by the day, is no miss.
                    if (found is null ? truth?.IsLegible != true : name == "period" && truth is null)
                    {
                        continue;
                    }

                    int outcome = found is null ? 1 : found == wanted ? 0 : 2;
                    lock (tally)
                    {
                        tally[name][outcome]++;
                    }

                    if (outcome == 2 || (outcome == 1 && args.Contains("--verbose")))
                    {
                        Console.WriteLine($"{kind} {i} {scene.Image.Width}x{scene.Image.Height} {scene.Numbers[0].Number}: {name} {found ?? "none"}, printed {truth?.Text ?? "nothing"}");
                    }
                }
            });
            Console.WriteLine($"{kind}: {read} of {count} numbers accepted and right; of these {string.Join("; ", s_names.Select(name => $"{name} right {tally[name][0]}, missing {tally[name][1]}, wrong {tally[name][2]}"))}");
        }

        return 0;
    }

    private static string Day(string printed)
    {
        if (DateOnly.TryParseExact(printed, s_days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        string[] parts = printed.Split(['/', '年', '月', '日'], StringSplitOptions.RemoveEmptyEntries);
        return string.Create(CultureInfo.InvariantCulture, $"{int.Parse(parts[0], CultureInfo.InvariantCulture) + 1911:0000}-{parts[1]}-{parts[2]}");
    }

    private static string? Value(string name, InvoiceRecord record) => name switch
    {
        "period" => record.Period?.Value.ToString(),
        "date" => record.Date?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "seller" => record.Seller?.Value,
        _ => record.Total?.Value.ToString(CultureInfo.InvariantCulture),
    };
}
