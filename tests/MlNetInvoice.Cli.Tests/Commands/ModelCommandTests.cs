using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Cli.Commands;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ModelCommandTests : IDisposable
{
    private static readonly string Samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_gallery_is_drawn_of_a_data_set()
    {
        TinyData.Write(_folder.Path);

        CommandRun run = CommandRun.Of("gallery", "--data", _folder.Path, "--out", _folder.File("g.png"), "--by-class", "--columns", "5", "--training");

        Assert.That((run.ExitCode, run.Output.Trim()), Is.EqualTo((0, $"{_folder.File("g.png")}: Training images (352×888)")), run.Error);
        Assert.That(new FileInfo(_folder.File("g.png")).Length, Is.GreaterThan(1000));
        run = CommandRun.Of("gallery", "--data", _folder.Path, "--rows", "0", "--columns", "99");
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, "The gallery's options are wrong: Rows is 0, but must be from 1 to 50; Columns is 99, but must be from 1 to 50.")));
    }

    [Test]
    public void A_photograph_is_explained_with_guesses_stages_and_layers()
    {
        string folder = _folder.File("explanation");
        LabeledInvoice truth = LabeledInvoices.Load(Samples).Single(label => Path.GetFileName(label.File) == "electronic-photo.png");

        CommandRun run = CommandRun.Of("explain", Path.Combine(Samples, "electronic-photo.png"), "--out", folder, "--glyph", "2");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[0], Does.Match(@$"^{truth.Number}, confidence \d\d\.\d%$"));
        Assert.That(run.Lines[1], Does.Match("^glyph +first guess +score +second guess +score$"));
        Assert.That(run.Lines[2..10].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]), Is.EqualTo(truth.Digits.Select(digit => digit.ToString())));
        Assert.That(run.Lines[10], Is.EqualTo($"{Path.Combine(folder, "stages.png")}, {Path.Combine(folder, "layers.png")}: glyph 2"));
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "stages.png", "layers.png" }));
        run = CommandRun.Of("explain", Path.Combine(Samples, "electronic-photo.png"), "--out", folder, "--glyph", "9");
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, "--glyph is 9, but there are 8 glyphs.")));
    }

    [Test]
    public void A_model_goes_out_as_ONNX_and_TensorFlow_and_comes_back()
    {
        TinyData.Write(_folder.Path);
        string model = _folder.File("model.zip"), onnx = _folder.File("model.onnx"), graph = _folder.File("model.pb"), back = _folder.File("back.zip");
        Assert.That(CommandRun.Of("train", "--arch", "lenet1", "--data", _folder.Path, "--out", model, "--epochs", "1").ExitCode, Is.Zero);

        Assert.That(CommandRun.Of("export", model, "--out", onnx).Output.Trim(), Is.EqualTo($"{onnx}: lenet1, {new FileInfo(onnx).Length} bytes"));
        Assert.That(CommandRun.Of("export", model, "--out", graph).Output.Trim(), Is.EqualTo($"{graph}: lenet1, {new FileInfo(graph).Length} bytes"));
        Assert.That(CommandRun.Of("import", onnx, "--out", back).Output.Trim(), Is.EqualTo($"{back}: lenet1, 3246 weights"));
        Assert.That(ModelFile.Load(back).Network.Values.ToArray(), Is.EqualTo(ModelFile.Load(model).Network.Values.ToArray()));
    }

    [Test]
    public void What_cannot_be_exported_or_imported_is_said_in_one_line()
    {
        File.WriteAllText(_folder.File("no.onnx"), "hello");

        Assert.That(CommandRun.Of("export", "m.zip", "--out", "m.txt").Error.Trim(), Is.EqualTo("--out is m.txt, but must end in .onnx or .pb."));
        Assert.That(CommandRun.Of("export", "m.zip", "--out", "m.pb", "--unfolded").Error.Trim(), Is.EqualTo("--unfolded is for ONNX; a TensorFlow graph is always folded."));
        Assert.That(CommandRun.Of("import", _folder.File("no.onnx"), "--out", "m.zip").Error.Trim(), Is.EqualTo($"{_folder.File("no.onnx")}: ONNX model at byte 3: field 13 has wire type 4, but only 0, 1, 2 and 5 exist."));
        CommandRun run = CommandRun.Of("import", _folder.File("no.onnx"), "--arch", "lenet9", "--out", "m.zip");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("There is no architecture \"lenet9\"; known are lenet5"));
    }

    [Test]
    public void Explain_shows_the_scores_that_read_used_and_says_in_plain_words_why_a_number_was_rejected()
    {
        string folder = _folder.File("why");
        InvoiceReading read = InvoiceReader.Default.Read(Path.Combine(Samples, "electronic-photo.png"));

        CommandRun accepted = CommandRun.Of("explain", Path.Combine(Samples, "electronic-photo.png"), "--out", folder);
        string bare = _folder.File("bare.png");
        PngEncoder.Save(new PrintedLines(new PrintedLineOptions { Text = "53589793", Severity = 0, MinimumCapHeight = 40, MaximumCapHeight = 48 }).Draw(0).Image, bare);
        CommandRun rejected = CommandRun.Of("explain", bare, "--out", folder);

        string[][] rows = [.. accepted.Lines.Skip(2).Take(8).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(rows.Select(row => row[1]), Is.EqualTo(read.Glyphs.Select(glyph => glyph.Digit.ToString())));
        Assert.That(rows.Select(row => row[2]), Is.EqualTo(read.Glyphs.Select(glyph => glyph.Score.ToString("0.00%", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That(rejected.ExitCode, Is.EqualTo(2));
        Assert.That(rejected.Output, Does.Contain("what is unsure is whether they are the invoice's number. Tax numbers, dates and orders look alike: an invoice's number has two letters in front."));
    }
}
