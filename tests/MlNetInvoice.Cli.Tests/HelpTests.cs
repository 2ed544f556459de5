using System.Text.RegularExpressions;

namespace MlNetInvoice.Cli;

public sealed partial class HelpTests
{
    private static readonly string[][] Commands =
    [
        ["read"], ["check"], ["segment"], ["score"], ["train"], ["evaluate"], ["compare"], ["new"], ["inspect"], ["explain"], ["gallery"], ["export"], ["import"], ["mnist", "download"], ["synthesize"], ["enqueue"],
        ["jobs", "status"], ["jobs", "failed"], ["jobs", "retry"], ["jobs", "export"],
    ];

    [Test]
    public void Every_command_is_asked() =>
        Assert.That(Commands.Select(command => command[0]).Distinct(), Is.EqualTo(CommandRun.Of("--help").Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0)));

    [TestCaseSource(nameof(Commands))]
    public void Every_option_that_takes_a_value_is_required_or_states_its_default(params string[] command)
    {
        string[] options = [.. CommandRun.Of([.. command, "--help"]).Lines.SkipWhile(line => line != "Options:").Skip(1).TakeWhile(line => line.Length > 0)];

        Assert.That(options.Where(line => TakesValue().IsMatch(line) && !line.Contains("(REQUIRED)", StringComparison.Ordinal) && !line.Contains("default", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [GeneratedRegex("^ +-[^ ]*(, -[^ ]*)? <")]
    private static partial Regex TakesValue();
}
