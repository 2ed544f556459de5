using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Cli.Commands;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReadCommandTests : IDisposable
{
    private const string Digits = "70415926";

    // A line of our own print, easy enough for any model that reads at all.
    private static readonly byte[] Crop = PngEncoder.Encode(new PrintedLines(
        new PrintedLineOptions { Seed = 6, Text = Digits, Severity = 0, MinimumCapHeight = 40, MaximumCapHeight = 48 }).Draw(0).Image);

    private static readonly byte[] Blank = PngEncoder.Encode(new GrayImage(200, 60, [.. Enumerable.Repeat((byte)230, 12_000)]));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_crop_is_read_as_a_line_of_json()
    {
        string file = Write("crop.png", Crop);

        CommandRun run = CommandRun.Of("read", file, "--crop", "--format", "jsonl");

        Assert.That((run.ExitCode, run.Error, run.Lines.Length), Is.EqualTo((0, "", 1)));
        using JsonDocument record = JsonDocument.Parse(run.Lines[0]);
        JsonElement root = record.RootElement;
        Assert.That(root.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[]
        {
            "file", "status", "number", "complete", "letters", "lettersConfidence", "digits", "bestGuess", "confidence", "reason", "reasonCode", "box", "glyphs", "othersInView", "damaged", "elapsedMs",
        }));
        Assert.That(root.GetProperty("file").GetString(), Is.EqualTo(file));
        Assert.That(root.GetProperty("status").GetString(), Is.EqualTo("read"));
        Assert.That(root.GetProperty("digits").GetString(), Is.EqualTo(Digits));
        Assert.That(root.GetProperty("number").GetString(), Is.EqualTo(Digits));
        Assert.That(root.GetProperty("complete").GetBoolean(), Is.False, "The crop shows the digits alone.");
        Assert.That(root.GetProperty("confidence").GetDouble(), Is.InRange(0.9, 1));
        Assert.That(root.GetProperty("box").GetArrayLength(), Is.EqualTo(4));
        Assert.That(root.GetProperty("glyphs").EnumerateArray().Select(glyph => glyph.GetProperty("digit").GetString()), Is.EqualTo(Digits.Select(digit => digit.ToString())));
    }

    [Test]
    public void One_answer_says_that_there_are_further_numbers_and_all_of_them_are_marked_if_unsure()
    {
        string file = Write("table.png", TwoSlips());
        PictureReading[] sure = [.. CommandRun.Of("read", file, "--all", "--format", "jsonl").Lines.Select(ReadingJson.Parse)];
        Assert.That(sure.Select(record => record.Status), Is.EqualTo(new[] { "read", "read" }));
        string between = ((sure[0].Reading!.Confidence + sure[1].Reading!.Confidence) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);

        CommandRun one = CommandRun.Of("read", file);
        CommandRun oneJson = CommandRun.Of("read", file, "--format", "jsonl");
        CommandRun all = CommandRun.Of("read", file, "--all", "--min-confidence", between);
        CommandRun allJson = CommandRun.Of("read", file, "--all", "--min-confidence", between, "--format", "json");
        CommandRun allCsv = CommandRun.Of("read", file, "--all", "--min-confidence", between, "--format", "csv");

        Assert.That(one.Output.TrimEnd(), Does.EndWith("(1 further number in view; --all lists it)"));
        Assert.That(ReadingJson.Parse(oneJson.Lines[0]).Reading!.OthersInView, Is.EqualTo(1));
        Assert.That(all.ExitCode, Is.EqualTo(2));
        Assert.That(all.Lines, Has.Length.EqualTo(2));
        Assert.That(all.Output, Does.Not.Contain("further"));
        Assert.That(all.Lines[0], Does.StartWith($"{file}: {sure[0].Reading!.Number} ("));
        Assert.That(all.Lines[1], Does.StartWith($"{file}: rejected as unsure, best guess {sure[1].Reading!.Digits} ("));
        using JsonDocument json = JsonDocument.Parse(allJson.Output);
        Assert.That(json.RootElement.EnumerateArray().Select(record => record.GetProperty("status").GetString()), Is.EqualTo(new[] { "read", "rejected" }));
        Assert.That(allCsv.Lines.Skip(1).Select(line => line.Split(',')[1]), Is.EqualTo(new[] { "read", "rejected" }));
    }

    [Test]
    public void The_standard_input_is_a_source()
    {
        CommandRun run = CommandRun.WithInput(Crop, "read", "-", "--crop");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Match(@$"^-: {Digits} \(\d+\.\d%\), letters not read\s*$"));
    }

    [Test]
    public void A_string_of_digits_that_was_asked_for_lacks_no_letters()
    {
        string file = Write("crop.png", Crop);

        CommandRun text = CommandRun.Of("read", file, "--crop", "--digits", "any");
        CommandRun json = CommandRun.Of("read", file, "--crop", "--digits", "any", "--format", "jsonl");

        Assert.That(text.Output, Does.Match(@$": {Digits} \(\d+\.\d%\)\s*$"));
        Assert.That(ReadingJson.Parse(json.Lines[0]).Reading!.IsComplete, Is.True);
    }

    [Test]
    public void Each_format_holds_every_picture_and_a_rejected_one_makes_two_of_the_exit_code()
    {
        string read = Write("a.png", Crop);
        string blank = Write("b.png", Blank);

        CommandRun text = CommandRun.Of("read", read, blank, "--crop");
        Assert.That(text.ExitCode, Is.EqualTo(2));
        Assert.That(text.Lines, Has.Length.EqualTo(2));
        Assert.That(text.Lines[1], Does.StartWith($"{blank}: no number found: "));

        CommandRun csv = CommandRun.Of("read", read, blank, "--crop", "--format", "csv");
        Assert.That(csv.Lines[0], Is.EqualTo(ReadingCsv.Header));
        Assert.That(csv.Lines.Skip(1).Select(line => line.Split(',')[1]), Is.EqualTo(new[] { "read", "notFound" }));

        CommandRun json = CommandRun.Of("read", read, blank, "--crop", "--format", "json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.That(document.RootElement.EnumerateArray().Select(record => record.GetProperty("status").GetString()), Is.EqualTo(new[] { "read", "notFound" }));
        Assert.That(document.RootElement[1].GetProperty("number").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void Numbers_below_the_asked_confidence_are_rejected_with_their_guess()
    {
        CommandRun run = CommandRun.Of("read", Write("a.png", Crop), "--crop", "--min-confidence", "1", "--format", "jsonl");

        PictureReading record = ReadingJson.Parse(run.Lines[0]);
        // Nothing is surer than certain: only a confidence of exactly 1 is accepted.
        Assert.That((run.ExitCode, record.Status, record.Reading!.Number, record.Reading.BestGuess), Is.EqualTo((2, "rejected", (string?)null, Digits)).Or.EqualTo((0, "read", Digits, (string?)null)));
        Assert.That(record.Reading.Confidence, Is.GreaterThan(0.9));
    }

    [Test]
    public void A_file_that_cannot_be_read_is_named_and_the_others_are_read()
    {
        byte[] bomb = [.. Crop];
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 100_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 100_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32(bomb.AsSpan(12, 17)));
        string[] bad =
        [
            Write("bomb.png", bomb),
            Write("cut.png", Crop[..(Crop.Length / 2)]),
            Write("empty.png", []),
            _folder.File("missing.png"),
            Write("text.png", "dear diary"u8.ToArray()),
        ];
        string good = Write("good.png", Crop);

        CommandRun run = CommandRun.Of(["read", .. bad, good, "--crop", "--strict", "--format", "jsonl"]);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        PictureReading[] records = [.. run.Lines.Select(line => ReadingJson.Parse(line))];
        Assert.That(records.Select(record => record.Status), Is.EqualTo(new[] { "invalid", "invalid", "invalid", "invalid", "invalid", "read" }));
        string[] errors = run.Error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.That(errors, Has.Length.EqualTo(bad.Length), "one line each");
        Assert.That(errors.Zip(bad, (error, file) => error.StartsWith(file + ": ", StringComparison.Ordinal)), Is.All.True, run.Error);
        Assert.That(errors[0], Does.Contain("100000 × 100000"));
        Assert.That(errors[3], Is.EqualTo($"{bad[3]}: no such file."));
    }

    [Test]
    public void Folders_are_read_with_or_without_their_subfolders()
    {
        Directory.CreateDirectory(_folder.File("inner"));
        Write("a.png", Crop);
        Write("notes.txt", [1]);
        Write("inner/b.png", Crop);

        Assert.That(CommandRun.Of("read", _folder.Path, "--crop").Lines, Has.Length.EqualTo(2));
        Assert.That(CommandRun.Of("read", _folder.Path, "--crop", "--recursive").Lines, Has.Length.EqualTo(3));
    }

    [Test]
    public void A_folder_without_files_is_said()
    {
        Directory.CreateDirectory(_folder.File("inner"));
        Write(".hidden", [1]);

        CommandRun run = CommandRun.Of("read", _folder.Path);

        Assert.That((run.ExitCode, run.Output, run.Error.Trim()), Is.EqualTo((
            1, "", $"{_folder.Path}: the folder holds no files; --recursive looks into its subfolders.")));
    }

    [Test]
    public void Results_in_a_file_are_continued_after_a_kill()
    {
        for (int i = 0; i < 5; i++)
        {
            Write($"pictures/{i}.png", Crop);
        }

        string output = _folder.File("results.jsonl");
        string[] arguments = ["read", _folder.File("pictures"), "--crop", "--out", output];
        CommandRun whole = CommandRun.Of(arguments);
        Assert.That((whole.ExitCode, whole.Output), Is.EqualTo((0, "")));
        Assert.That(whole.Error, Does.Match(@"^5 of 5 pictures, \d+\.\d per second: 5 read, 0 rejected, 0 without a number, 0 invalid\s*$"));
        string[] lines = File.ReadAllLines(output);

        File.WriteAllText(output, $"{lines[0]}\n{lines[1]}\n{lines[2][..20]}");
        CommandRun resumed = CommandRun.Of([.. arguments, "--resume"]);

        Assert.That(resumed.Error, Does.Match(@"^3 of 3 pictures, \d+\.\d per second, with the 2 of before: 5 read, "));
        Assert.That(
            File.ReadAllLines(output).Select(line => ReadingJson.Parse(line).File),
            Is.EqualTo(Enumerable.Range(0, 5).Select(i => Path.Combine(_folder.File("pictures"), $"{i}.png"))));
    }

    [Test]
    public void An_overlay_is_a_copy_of_the_picture_with_what_was_read()
    {
        string overlay = _folder.File("overlay.png");
        string sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

        Assert.That(CommandRun.Of("read", sample, "--overlay", overlay).ExitCode, Is.Zero);
        RgbImage before = ImageDecoder.LoadRgb(sample);
        RgbImage after = ImageDecoder.LoadRgb(overlay);
        Assert.That((after.Width, after.Height), Is.EqualTo((before.Width, before.Height)));
        Assert.That(after.Samples.SequenceEqual(before.Samples), Is.False);

        Assert.That(CommandRun.Of("read", Write("a.png", Crop), "--crop", "--overlay", overlay).ExitCode, Is.Zero);
        before = ImageDecoder.DecodeRgb(Crop);
        after = ImageDecoder.LoadRgb(overlay);
        Assert.That(after.Width, Is.EqualTo(before.Width));
        Assert.That(after.Height, Is.GreaterThanOrEqualTo(before.Height), "a crop gets room for the text");

        CommandRun run = CommandRun.Of("read", _folder.File("a.png"), "--crop", "--overlay", _folder.File("a.png/no/overlay.png"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines, Has.Length.EqualTo(1), "the picture is read all the same");
    }

    [Test]
    public void A_model_of_ones_own_is_used_and_one_from_the_future_refused()
    {
        string model = _folder.File("model.zip");
        ModelFile.Save(new TrainedModel(Network.Create(NetworkArchitectures.Get("lenet5"), 1)), model);
        string crop = Write("a.png", Crop);
        Assert.That(CommandRun.Of("read", crop, "--crop", "--model", model).ExitCode, Is.EqualTo(2).Or.Zero, "an untrained network reads nothing, but is no error");

        using (ZipArchive archive = ZipFile.Open(model, ZipArchiveMode.Update))
        {
            ZipArchiveEntry entry = archive.GetEntry("manifest.json")!;
            string json;
            using (var reader = new StreamReader(entry.Open()))
            {
                json = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("manifest.json").Open());
            writer.Write(json.Replace("\"format\": 1", "\"format\": 3", StringComparison.Ordinal));
        }

        CommandRun run = CommandRun.Of("read", crop, "--model", model);
        Assert.That((run.ExitCode, run.Output, run.Error.Trim()), Is.EqualTo((1, "", $"{model}: manifest.json: written by format 3, this library reads up to 1.")));
    }

    [Test]
    public void A_finished_file_says_what_was_done_before_and_ends_with_its_exit_code()
    {
        Write("pictures/a.png", Crop);
        Write("pictures/b.docx", [.. "PK\u0003\u0004 word/document.xml"u8]);
        string[] arguments = ["read", _folder.File("pictures"), "--crop", "--out", _folder.File("results.csv")];
        CommandRun first = CommandRun.Of(arguments);
        Assert.That(first.ExitCode, Is.EqualTo(1));
        Assert.That(first.Error, Does.StartWith($"{_folder.File("pictures/b.docx")}: The file is a Word document, not a picture; give a picture or a PDF document."));

        CommandRun again = CommandRun.Of([.. arguments, "--resume"]);
        Assert.That((again.ExitCode, again.Error.Trim()), Is.EqualTo((1, "0 of 0 pictures, 0.0 per second, with the 2 of before: 1 read, 0 rejected, 0 without a number, 1 invalid")));

        CommandRun refused = CommandRun.Of(arguments);
        Assert.That((refused.ExitCode, refused.Error.Trim()), Is.EqualTo((1, $"{_folder.File("results.csv")} exists already; --overwrite replaces it, --resume goes on with it.")));
        Assert.That(CommandRun.Of([.. arguments, "--overwrite"]).Error, Does.Contain("2 of 2 pictures, "));
    }

    [Test]
    public void The_extension_decides_the_format()
    {
        string picture = Write("a.png", Crop);
        foreach (string name in new[] { "r.csv", "r.json", "r.jsonl", "r.txt", "r" })
        {
            Assert.That(CommandRun.Of("read", picture, "--crop", "--out", _folder.File(name)).ExitCode, Is.Zero);
        }

        Assert.That(File.ReadAllBytes(_folder.File("r.csv"))[..7], Is.EqualTo((byte[])[0xEF, 0xBB, 0xBF, .. "file"u8]), "Excel takes it for UTF-8");
        Assert.That(File.ReadAllText(_folder.File("r.json")), Does.StartWith("[\n"));
        Assert.That(File.ReadAllText(_folder.File("r.jsonl")), Does.StartWith("{\"file\""));
        Assert.That(File.ReadAllText(_folder.File("r")), Does.StartWith("{\"file\""));
        Assert.That(File.ReadAllText(_folder.File("r.txt")), Does.StartWith(picture + ": "));
    }

    [Test]
    public void Pages_and_archives_are_read_and_named()
    {
        string references = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Documents.Tests", "References");
        string pdf = _folder.File("invoices.pdf");
        File.Copy(Path.Combine(references, "pdf", "mixed.pdf"), pdf);
        string zip = _folder.File("scans.zip");
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(pdf, "sub/inner.pdf");
            archive.CreateEntryFromFile(Path.Combine(references, "tiff", "pages.tif"), "pages.tif");
        }

        CommandRun run = CommandRun.Of("read", pdf, pdf + "#1", zip, "--format", "jsonl", "--out", _folder.File("r.jsonl"));
        PictureReading[] records = [.. File.ReadAllLines(_folder.File("r.jsonl")).Select(ReadingJson.Parse)];

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(records.Select(record => record.File), Is.EqualTo(new[]
        {
            pdf + "#1", pdf + "#2", pdf + "#3", pdf + "#4", pdf + "#1", zip + "/sub/inner.pdf#1", zip + "/sub/inner.pdf#2", zip + "/sub/inner.pdf#3", zip + "/sub/inner.pdf#4",
            zip + "/pages.tif#1", zip + "/pages.tif#2", zip + "/pages.tif#3",
        }));
        Assert.That(records.Where(record => record.File!.EndsWith("pdf#1", StringComparison.Ordinal)).Select(record => record.Reading!.Number), Is.All.EqualTo("AB-12345678"));
        Assert.That(CommandRun.Of("read", pdf + "#9").Error.Trim(), Is.EqualTo($"{pdf}#9: the file has no such page."));
    }

    [Test]
    public void An_overlay_of_a_document_is_a_picture_of_each_page()
    {
        string pdf = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Documents.Tests", "References", "pdf", "mixed.pdf");
        CommandRun.Of("read", pdf, "--overlay", _folder.File("o.png"));
        Assert.That(new[] { 1, 2, 3, 4 }.Select(page => File.Exists(_folder.File($"o-{page}.png"))), Is.EqualTo(new[] { true, true, false, true }), "the third page is empty");
        Assert.That(ImageDecoder.LoadRgb(_folder.File("o-1.png")).Width, Is.EqualTo(595 * 2));
    }

    [Test]
    public void A_cut_picture_is_read_as_far_as_it_goes_and_says_so()
    {
        string sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");
        byte[] whole = File.ReadAllBytes(sample);
        string cut = Write("cut.png", whole[..(whole.Length * 9 / 10)]);

        CommandRun run = CommandRun.Of("read", cut);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.StartWith($"{cut}: WC-77318187 (").And.Contain("damaged: PNG, byte "));
        Assert.That(CommandRun.Of("read", cut, "--strict").ExitCode, Is.EqualTo(1));
    }

    [TestCase("--overlay writes a PNG picture; give a name that ends in .png, not o.jpg.", "a", "--overlay", "o.jpg")]
    [TestCase("--out r.csv is a csv file by its extension, but --format is jsonl; change one of them.", "a", "--out", "r.csv", "--format", "jsonl")]
    [TestCase("--overlay draws into one picture; give one file.", "a", "b", "--overlay", "o.png")]
    [TestCase("--resume goes on with a file; name it with --out.", "a", "--resume")]
    [TestCase("--resume goes on with jsonl or csv, not with json.", "a", "--out", "r", "--resume", "--format", "json")]
    [TestCase("--digits is \"3\", but must be any or a count from 4 to 20.", "a", "--digits", "3")]
    [TestCase("--min-confidence is 1.5, but must be 0 to 1.", "a", "--min-confidence", "1.5")]
    [TestCase("--threads is -1, but must be 1 to 1024.", "a", "--threads", "-1")]
    public void Wrong_usage_is_refused_in_one_line(string message, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["read", .. arguments]);

        Assert.That((run.ExitCode, run.Output, run.Error.Trim()), Is.EqualTo((1, "", message)));
    }

    [Test]
    public void Without_a_source_the_usage_is_wrong() => Assert.That(CommandRun.Of("read").ExitCode, Is.EqualTo(1));

    // Two of the samples side by side, without colours, so that no second look makes what is not sure surer.
    private static byte[] TwoSlips()
    {
        GrayImage[] slips = [.. new[] { "electronic-photo.png", "traditional-photo.png" }.Select(name => ImageDecoder.LoadGray(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", name)))];
        var table = new GrayImage(slips.Sum(slip => slip.Width), slips.Max(slip => slip.Height));
        for (int y = 0; y < table.Height; y++)
        {
            int x = 0;
            foreach (GrayImage slip in slips.Where(slip => y < slip.Height))
            {
                slip.GetRow(y).CopyTo(table.GetRow(y)[x..]);
                x += slip.Width;
            }
        }

        return PngEncoder.Encode(table);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private string Write(string name, byte[] content)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
