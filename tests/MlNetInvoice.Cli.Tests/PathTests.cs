using MlNetInvoice.Models;

namespace MlNetInvoice.Cli;

/// <summary>Paths with spaces and Chinese characters wherever a command takes or writes one; every temporary folder of the tests has both in its name already.</summary>
public sealed class PathTests
{
    private static readonly string Samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");

    [Test]
    public void Pictures_models_results_and_overlays_may_be_called_anything()
    {
        using var folder = new TemporaryFolder();
        string scans = folder.File("掃描 2026 年 #1, 'ü'");
        Directory.CreateDirectory(scans);
        string picture = Path.Combine(scans, "統一 發票;1.JPG");
        File.Copy(Path.Combine(Samples, "electronic-crop.png"), picture);
        File.Copy(Path.Combine(Samples, "traditional-crop.png"), Path.Combine(scans, "收據, \"二\".png"));
        string model = folder.File("模型 a.zip");
        ModelFile.Save(EmbeddedModels.LoadReader(), model);

        CommandRun text = CommandRun.Of("read", picture, "--crop", "--model", model, "--overlay", folder.File("圖 片/覆蓋 1.png"));
        Assert.That(text.ExitCode, Is.Zero, text.Error);
        Assert.That(text.Output, Does.StartWith(picture + ": "));
        Assert.That(File.Exists(folder.File("圖 片/覆蓋 1.png")));

        foreach (string format in new[] { "jsonl", "csv" })
        {
            string results = folder.File($"結果 1.{format}");
            CommandRun first = CommandRun.Of("read", scans, "--crop", "--out", results, "--format", format);
            string[] lines = File.ReadAllLines(results);
            CommandRun again = CommandRun.Of("read", scans, "--crop", "--out", results, "--format", format, "--resume");

            Assert.That(first.ExitCode, Is.Zero, first.Error);
            Assert.That(lines, Has.Length.EqualTo(format == "csv" ? 3 : 2));
            Assert.That(again.ExitCode, Is.Zero, again.Error);
            Assert.That(File.ReadAllLines(results), Is.EqualTo(lines), "every picture stands in the file once");
        }
    }

    [Test]
    public void Training_scoring_and_exporting_may_happen_anywhere()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("資料 集");
        Directory.CreateDirectory(data);
        TinyData.Write(data);
        string config = folder.File("設定 檔.json");
        File.WriteAllText(config, """{ "architecture": "softmax", "epochs": 1 }""");
        string model = folder.File("輸出 夾/模型 1.zip");

        Run("train", "--config", config, "--data", data, "--out", model);
        Run("evaluate", model, "--data", data);
        Run("inspect", model);
        Run("export", model, "--out", folder.File("輸 出/模型.onnx"));
        Run("export", model, "--out", folder.File("輸 出/模型.pb"));
        Run("import", folder.File("輸 出/模型.onnx"), "--out", folder.File("再 一次.zip"));
        Run("gallery", "--data", data, "--out", folder.File("圖 庫/全.png"));

        string labelled = folder.File("標記 夾");
        Directory.CreateDirectory(labelled);
        foreach (string file in Directory.GetFiles(Samples))
        {
            File.Copy(file, Path.Combine(labelled, Path.GetFileName(file)));
        }

        string labels = File.ReadAllText(Path.Combine(labelled, "labels.csv"));
        File.Move(Path.Combine(labelled, "electronic-crop.png"), Path.Combine(labelled, "電子 證明.png"));
        File.WriteAllText(Path.Combine(labelled, "labels.csv"), labels.Replace("electronic-crop.png", "電子 證明.png", StringComparison.Ordinal));

        Assert.That(Run("score", labelled, "--crop").Output, Is.Not.Empty);

        static CommandRun Run(params string[] arguments)
        {
            CommandRun run = CommandRun.Of(arguments);
            Assert.That(run.ExitCode, Is.Zero, $"{string.Join(' ', arguments)}\n{run.Output}\n{run.Error}");
            return run;
        }
    }
}
