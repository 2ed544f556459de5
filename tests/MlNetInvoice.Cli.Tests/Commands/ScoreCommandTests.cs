using System.Text.Json;
using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Cli.Commands;

public sealed class ScoreCommandTests
{
    [Test]
    public void A_labelled_folder_is_counted()
    {
        using TemporaryFolder folder = Labelled();

        CommandRun run = CommandRun.Of("score", folder.Path, "--crop", "--errors");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[1], Does.Match("^all +3 +1 +0 +0 +0 +1 +0 +0 +0 +1$"));
        Assert.That(run.Lines, Has.Some.Matches<string>(line => line.StartsWith("drawn                   2", StringComparison.Ordinal)));
        Assert.That(run.Lines, Has.Some.Match("^53589793.png +53589794 +53589793 +wrong +0.9"));
        Assert.That(run.Lines, Has.Some.Match("^gone.png +12345678 +- +invalid +-$"));
        Assert.That(run.Lines, Has.Some.StartsWith("the one answer: a number of the picture in 1 of 2; one that no label has: 0; wrong: 1; none: 0;"));
    }

    [Test]
    public void The_figures_are_written_as_json()
    {
        using TemporaryFolder folder = Labelled();

        CommandRun run = CommandRun.Of("score", folder.Path, "--crop", "--json", "--errors", "--threads", "2");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement all = json.RootElement.GetProperty("groups")[0];
        Assert.That(all.GetProperty("name").GetString(), Is.EqualTo("all"));
        Assert.That((all.GetProperty("all").GetInt32(), all.GetProperty("right").GetInt32(), all.GetProperty("wrong").GetInt32()), Is.EqualTo((3, 1, 1)));
        Assert.That(json.RootElement.GetProperty("milliseconds").GetProperty("median").GetDouble(), Is.GreaterThan(0));
        Assert.That(json.RootElement.GetProperty("oneAnswer").GetProperty("wrong").GetInt32(), Is.EqualTo(1));
        Assert.That(
            json.RootElement.GetProperty("numbers").EnumerateArray().Select(number => number.GetProperty("status").GetString()),
            Is.EqualTo(new[] { "right", "wrong", "invalid" }));
    }

    [Test]
    public void A_number_of_threads_that_makes_no_sense_is_refused()
    {
        CommandRun run = CommandRun.Of("score", "anywhere", "--threads", "0");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo("--threads is 0, but must be 1 to 1024." + Environment.NewLine));
    }

    [Test]
    public void A_folder_without_labels_is_named()
    {
        using var folder = new TemporaryFolder();

        CommandRun run = CommandRun.Of("score", folder.Path);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"{folder.File("labels.csv")}: cannot be opened: "));
    }

    private static TemporaryFolder Labelled()
    {
        var folder = new TemporaryFolder();
        foreach (string digits in new[] { "70415926", "53589793" })
        {
            PngEncoder.Save(new PrintedLines(new PrintedLineOptions { Text = digits, Severity = 0, MinimumCapHeight = 40, MaximumCapHeight = 48 }).Draw(0).Image, folder.File(digits + ".png"));
        }

        File.WriteAllText(folder.File("labels.csv"), "file,digits,kind\n70415926.png,70415926,drawn\n53589793.png,53589794,drawn\ngone.png,12345678,lost\n");
        return folder;
    }
}
