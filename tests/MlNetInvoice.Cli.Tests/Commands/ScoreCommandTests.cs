using MlNetInvoice.Synthesis;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

public sealed class ScoreCommandTests
{
    [Test]
    public void A_labelled_folder_is_counted()
    {
        using var folder = new TemporaryFolder();
        foreach (string digits in new[] { "70415926", "53589793" })
        {
            PngEncoder.Save(new PrintedLines(new PrintedLineOptions { Text = digits, Severity = 0, MinimumCapHeight = 40, MaximumCapHeight = 48 }).Draw(0).Image, folder.File(digits + ".png"));
        }

        File.WriteAllText(folder.File("labels.csv"), "file,digits,kind\n70415926.png,70415926,drawn\n53589793.png,53589794,drawn\ngone.png,12345678,lost\n");

        CommandRun run = CommandRun.Of("score", folder.Path, "--crop");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[1], Does.Match("^all +3 +1 +1 +0 +0 +1 "));
        Assert.That(run.Lines, Has.Some.Matches<string>(line => line.StartsWith("drawn                   2", StringComparison.Ordinal)));
        Assert.That(run.Lines, Has.Some.EqualTo("  53589793.png: 53589794 was read as 53589793"));
        Assert.That(run.Lines, Has.Some.EqualTo("  gone.png: could not be decoded"));
    }

    [Test]
    public void A_folder_without_labels_is_named()
    {
        using var folder = new TemporaryFolder();

        CommandRun run = CommandRun.Of("score", folder.Path);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"{folder.File("labels.csv")}: cannot be opened: "));
    }
}
