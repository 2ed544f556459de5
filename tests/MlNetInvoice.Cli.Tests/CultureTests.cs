using System.Globalization;
using System.Text.RegularExpressions;
using MlNetInvoice.Batch;
using MlNetInvoice.Building;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Cli;

/// <summary>
/// Every command writes and understands the same in cultures with a decimal comma (de-DE), a dotless i (tr-TR) and another calendar's habits (zh-TW). The program itself runs
/// without cultures (InvariantGlobalization); here it runs in a process that has them, as the library does in an application.
/// </summary>
[NonParallelizable]
public sealed partial class CultureTests
{
    private static readonly string Samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");

    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    [TestCase("zh-TW")]
    public void Reading_scoring_and_looking_into_models_write_the_same(string culture)
    {
        string crop = Path.Combine(Samples, "electronic-crop.png");
        string photo = Path.Combine(Samples, "traditional-photo.png");
        string negative = Path.Combine(Samples, "negative-photo.png");
        using var folder = new TemporaryFolder();
        string model = folder.File("model.zip");
        ModelFile.Save(EmbeddedModels.LoadDigits(), model);
        string[][] commands =
        [
            ["read", crop, "--crop"],
            ["read", crop, photo, negative, "--format", "json"],
            ["read", crop, "--crop", "--format", "jsonl", "--min-confidence", "0.99999"],
            ["read", crop, "--crop", "--format", "csv", "--all"],
            ["read", folder.File("no such.png")],
            ["read", crop, "--min-confidence", "1,5"],
            ["READ", crop],
            ["score", Samples, "--crop"],
            ["score", Samples],
            ["inspect", model],
            ["evaluate", model, "--data", folder.File("nowhere")],
            ["train", "--arch", "LENET5", "--data", folder.Path, "--out", model],
        ];
        foreach (string[] arguments in commands)
        {
            string expected = Masked(In("", arguments));

            Assert.That(Masked(In(culture, arguments)), Is.EqualTo(expected), string.Join(' ', arguments));
        }
    }

    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    [TestCase("zh-TW")]
    public void Training_and_what_it_writes_are_the_same(string culture)
    {
        using var folder = new TemporaryFolder();
        TinyData.Write(folder.Path);
        File.WriteAllText(folder.File("config.json"), """{ "architecture": "softmax", "epochs": 2, "learningRate": 0.05, "schedule": "oneCycle", "validationCount": 50, "augmentation": { "scale": 0.05 }, "threads": 1 }""");
        string[] Train(string name) => ["train", "--config", folder.File("config.json"), "--data", folder.Path, "--out", folder.File(Path.Combine(name, "model.zip")), "--learning-rate", "0.025"];

        string expected = Masked(In("", Train("a")));
        string found = Masked(In(culture, Train("b")));

        Assert.That(found, Is.EqualTo(expected.Replace($"{Path.DirectorySeparatorChar}a{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}b{Path.DirectorySeparatorChar}", StringComparison.Ordinal)));
        Assert.That(ModelFile.ReadManifest(folder.File("b/model.zip")).Training!.LearningRate, Is.EqualTo(0.025f));
        Assert.That(ModelFile.ReadManifest(folder.File("b/model.zip")).WeightsSha256, Is.EqualTo(ModelFile.ReadManifest(folder.File("a/model.zip")).WeightsSha256));
        string[] files = [.. Directory.GetFiles(folder.File("a")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.That(Directory.GetFiles(folder.File("b")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(files));
        Assert.That(files, Does.Contain("history.csv").And.Contain("config.json"));
        foreach (string file in files.Where(file => Path.GetExtension(file) is ".csv" or ".json" or ".svg"))
        {
            Assert.That(Masked(File.ReadAllText(folder.File(Path.Combine("b", file)))), Is.EqualTo(Masked(File.ReadAllText(folder.File(Path.Combine("a", file))))), file);
        }
    }

    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    [TestCase("zh-TW")]
    public void Exports_and_drawn_samples_are_the_same_bytes(string culture)
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("model.zip");
        ModelFile.Save(EmbeddedModels.LoadDigits(), model);
        foreach (string file in new[] { "x.onnx", "x.pb", "x.zip" })
        {
            string source = file == "x.zip" ? folder.File("a.x.onnx") : model;
            string command = file == "x.zip" ? "import" : "export";
            Assert.That(In("", command, source, "--out", folder.File("a." + file)), Does.StartWith("0\n"));
            Assert.That(In(culture, command, source, "--out", folder.File("b." + file)), Does.StartWith("0\n"));
            Assert.That(File.ReadAllBytes(folder.File("b." + file)), Is.EqualTo(File.ReadAllBytes(folder.File("a." + file))), file);
        }

        string[] Draw(string name) => ["synthesize", folder.File(name), "--count", "2", "--seed", "3", "--min-severity", "0.1", "--max-severity", "0.35", "--turn", "7.5"];
        Assert.That(In("", Draw("a")), Does.StartWith("0\n"));
        Assert.That(In(culture, Draw("b")), Does.StartWith("0\n"));
        foreach (string file in Directory.GetFiles(folder.File("a"), "*", SearchOption.AllDirectories))
        {
            string other = folder.File(Path.Combine("b", Path.GetRelativePath(folder.File("a"), file)));
            Assert.That(File.ReadAllBytes(other), Is.EqualTo(File.ReadAllBytes(file)), file);
        }
    }

    [TestCase("tr-TR")]
    [TestCase("de-DE")]
    public void Names_with_an_i_are_the_same_in_any_case(string culture)
    {
        In(culture, () =>
        {
            foreach (string extension in PictureFiles.Extensions)
            {
                Assert.That(PictureFiles.IsPicture("INVOICE" + extension.ToUpperInvariant()), Is.True, extension);
            }

            foreach (string name in NetworkArchitectures.Names)
            {
                Assert.That(NetworkArchitectures.Get(name).Name, Is.EqualTo(name));
            }

            TrainingConfig config = TrainingConfig.For("lenet5-classic");
            Assert.That(TrainingConfig.Parse(config.ToJson()).ToJson(), Is.EqualTo(config.ToJson()));
            return 0;
        });
    }

    private static string In(string culture, params string[] arguments) => In(culture, () =>
    {
        CommandRun run = CommandRun.Of(arguments);
        return $"{run.ExitCode}\n{run.Output}\n{run.Error}";
    });

    private static T In<T>(string culture, Func<T> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo? threads = CultureInfo.DefaultThreadCurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = threads;
        }
    }

    // Times differ from run to run; a number is masked as the invariant culture writes it, so that a comma for its point stays in view; columns are as wide as their numbers.
    private static string Masked(string text) => Padding().Replace(InvariantNumber().Replace(text, "#"), "");

    [GeneratedRegex(@"\d+(\.\d+)?(E[+-]?\d+)?")]
    private static partial Regex InvariantNumber();

    [GeneratedRegex(@" +(?=#)")]
    private static partial Regex Padding();
}
