using MlNetInvoice.Cli.Output;
using Spectre.Console;

namespace MlNetInvoice.Cli;

public sealed class ProgressLayoutTests
{
    private const string Long = "1234 of 99999 pictures, 12.3 per second: 1200 read, 30 rejected, 4 without a number, 0 invalid, 0.02:13:20 left";

    [TestCase(40, "1234/99999")]
    [TestCase(60, "1234 of 99999, 12.3 per second")]
    [TestCase(100, "1234 of 99999, 12.3 per second")]
    [TestCase(200, Long)]
    public void A_bar_with_its_words_stays_on_one_line(int columns, string expected)
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        console.Profile.Width = columns;
        var layout = new ProgressLayout(columns);

        string words = layout.Fit(Long, "1234 of 99999, 12.3 per second", "1234/99999");
        console.Progress().AutoClear(false).AutoRefresh(false).Columns(layout.Columns).Start(progress =>
        {
            ProgressTask bar = progress.AddTask(words, maxValue: 99_999);
            bar.Value = 1234;
            progress.Refresh();
        });

        Assert.That(words, Is.EqualTo(expected));
        string[] drawn = [.. written.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\x1b\\[[0-9;?]*[A-Za-z]", "").TrimEnd('\r')).Where(line => line.Contains('%', StringComparison.Ordinal))];
        Assert.That(drawn, Is.Not.Empty);
        Assert.That(drawn, Has.All.Matches<string>(line => line.Contains(words, StringComparison.Ordinal)), "Words and bar share a line.");
    }
}
