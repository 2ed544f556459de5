using MlNetInvoice.Data;

namespace MlNetInvoice.Cli.Commands;

public sealed class MnistCommandTests
{
    [Test]
    public void Files_that_are_there_are_not_fetched_again()
    {
        string folder = SharedData.Require("mnist");

        CommandRun run = CommandRun.Of("mnist", "download", folder, "--mirror", "http://127.0.0.1:9/", "--only-mirror");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, $"{folder} holds the 4 files.{Environment.NewLine}")));
    }

    [Test]
    public void When_no_mirror_delivers_each_is_named()
    {
        using var folder = new TemporaryFolder();
        using var server = new FileServer();

        CommandRun run = CommandRun.Of("mnist", "download", folder.Path, "--mirror", server.Address.AbsoluteUri, "--only-mirror");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.EndWith(
            $"train-images-idx3-ubyte.gz could not be fetched: {server.Address}: it answered 404 Not Found.{Environment.NewLine}"));
    }

    [TestCase("nonsense")]
    [TestCase("ftp://host/")]
    public void An_address_that_is_none_is_refused(string address)
    {
        CommandRun run = CommandRun.Of("mnist", "download", "folder", "--mirror", address);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("--mirror: "));
    }

    [Test]
    public void Wrong_usage_is_said_in_a_line_with_the_way_to_help()
    {
        CommandRun run = CommandRun.Of("mnist", "download");

        Assert.That((run.ExitCode, run.Error.ReplaceLineEndings("\n")), Is.EqualTo(
            (1, "Required argument missing for command: 'download'.\n\"mlnetinvoice mnist download --help\" shows what there is.\n")));
    }
}
