using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

public sealed class SegmentCommandTests
{
    [TestCase("components")]
    [TestCase("projection")]
    public void Glyphs_are_written_as_a_network_sees_them(string method)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("crop.png");
        PngEncoder.Save(DrawBars(), file);

        CommandRun run = CommandRun.Of("segment", file, "--out", folder.File("glyphs"), "--method", method);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith($"{file}: 3 glyphs, skew "));
        Assert.That(Directory.GetFiles(folder.File("glyphs")).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "boxes.png", "glyph-01.png", "glyph-02.png", "glyph-03.png" }));
        GrayImage glyph = ImageDecoder.LoadGray(folder.File("glyphs/glyph-02.png"));
        Assert.That((glyph.Width, glyph.Height, glyph[14, 14], glyph[1, 1]), Is.EqualTo((28, 28, 255, 0)), "ink is white on black, in the middle");
    }

    [Test]
    public void A_picture_without_glyphs_says_why()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("blank.png");
        PngEncoder.Save(new GrayImage(100, 40, [.. Enumerable.Repeat((byte)255, 4000)]), file);

        CommandRun run = CommandRun.Of("segment", file, "--out", folder.File("glyphs"));

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith($"{file}: ").And.Not.EndWith(": "));
    }

    [Test]
    public void Every_stage_of_a_reading_is_drawn()
    {
        using var folder = new TemporaryFolder();
        string sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

        CommandRun run = CommandRun.Of("segment", sample, "--stages", folder.File("stages"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        string[] files = [.. Directory.GetFiles(folder.File("stages")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.That(files, Has.Length.GreaterThan(2).And.Length.EqualTo(run.Lines.Length));
        Assert.That(files[0], Does.StartWith("01-"));
        Assert.That(files[^1], Does.EndWith("-reading.png"));
        Assert.That(run.Lines[0], Does.StartWith(Path.Combine(folder.File("stages"), files[0]) + ": "));
    }

    [Test]
    public void Without_a_folder_the_usage_is_wrong()
    {
        CommandRun run = CommandRun.Of("segment", "x.png");

        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, "Name a folder for the glyphs with --out, or for the stages with --stages.")));
    }

    [Test]
    public void A_threshold_out_of_range_is_refused()
    {
        CommandRun run = CommandRun.Of("segment", "x.png", "--out", "y", "--method", "projection", "--threshold", "256");

        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, "--threshold is \"256\", but must be otsu or a grey level from 0 to 255.")));
    }

    // Three dark bars, 12 wide and 40 high, on white.
    private static GrayImage DrawBars()
    {
        var image = new GrayImage(140, 60, [.. Enumerable.Repeat((byte)255, 8400)]);
        for (int y = 10; y < 50; y++)
        {
            foreach (int x in new[] { 20, 60, 100 })
            {
                image.GetRow(y).Slice(x, 12).Fill(10);
            }
        }

        return image;
    }

    [Test]
    public void A_whole_photograph_is_said_to_be_no_crop()
    {
        using var folder = new TemporaryFolder();
        string samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples"), photo = Path.Combine(samples, "electronic-photo.png");

        CommandRun whole = CommandRun.Of("segment", photo, "--out", folder.File("a"));
        CommandRun crop = CommandRun.Of("segment", Path.Combine(samples, "electronic-crop.png"), "--out", folder.File("b"));

        Assert.That(
            whole.Error.Trim(),
            Is.EqualTo($"{photo}: this seems to be a whole photograph and no crop of a number (420×560 pixels). Cut the line of digits out, or let --stages find it. What was cut:"));
        Assert.That(crop.Error, Is.Empty);
    }
}
