using System.Globalization;
using MlNetInvoice.Fuzzing;

// Usage: MlNetInvoice.Fuzzing [--format png,jpeg,…|all] [--count 20000] [--first 0] [--seed 1] [--findings folder]
// Prints a table in Markdown; exit code 1 when an input did what it must not (it is then kept in the folder of findings).
var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["--format"] = "all", ["--count"] = "20000", ["--first"] = "0", ["--seed"] = "1", ["--findings"] = "fuzz-findings" };
for (int i = 0; i < args.Length; i += 2)
{
    if (!values.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"{args[i]} is no option, or has no value; there are {string.Join(", ", values.Keys)}.");
        return 2;
    }

    values[args[i]] = args[i + 1];
}

string[] names = values["--format"] == "all" ? [.. FuzzTargets.All.Select(target => target.Name)] : values["--format"].Split(',');
var reports = new List<FuzzReport>();
foreach (string name in names)
{
    if (FuzzTargets.Find(name) is not IFuzzTarget target)
    {
        Console.Error.WriteLine($"{name} is no format; there are {string.Join(", ", FuzzTargets.All.Select(known => known.Name))}.");
        return 2;
    }

    int[] numbers = [.. ((string[])["--first", "--count", "--seed"]).Select(key => int.Parse(values[key], CultureInfo.InvariantCulture))];
    reports.Add(FuzzRunner.Run(target, numbers[0], numbers[1], numbers[2], (number, input, result) =>
    {
        Directory.CreateDirectory(Path.Combine(values["--findings"], target.Name));
        string path = Path.Combine(values["--findings"], target.Name, string.Create(CultureInfo.InvariantCulture, $"seed{numbers[2]}-{number}.bin"));
        File.WriteAllBytes(path, input);
        Console.Error.WriteLine($"{path}: {result}");
    }));
    Console.Error.WriteLine($"{name}: {(reports[^1].IsClean ? "clean" : "FINDINGS")}");
}

Console.WriteLine(FuzzReport.Table(reports));
return reports.TrueForAll(report => report.IsClean) ? 0 : 1;
