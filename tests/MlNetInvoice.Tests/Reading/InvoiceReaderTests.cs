using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Reading;

public sealed class InvoiceReaderTests
{
    private static readonly InvoiceReader _crops = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true });

    private static string Samples => Path.Combine(SharedData.RepositoryRoot, "assets", "samples");

    private static IEnumerable<LabeledInvoice> SampleLabels => LabeledInvoices.Load(Samples);

    [Test]
    public void Defaults_are_those_of_the_documentation()
    {
        InvoiceReaderOptions options = InvoiceReaderOptions.Default;

        Assert.That(options.Crop, Is.False);
        Assert.That(options.DigitCount, Is.EqualTo(8));
        Assert.That(options.MinConfidence, Is.EqualTo(0.91f));
        Assert.That(options.MinLettersConfidence, Is.EqualTo(0.9f));
        Assert.That(options.MaxCandidates, Is.EqualTo(40));
        Assert.That(options.Decoder, Is.EqualTo(ImageDecoderOptions.Default));
    }

    [Test]
    public void Options_out_of_range_are_refused()
    {
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InvoiceReaderOptions { DigitCount = 3 })!.Message,
            Does.StartWith("A number has 4 to 20 digits; null allows any of these counts."));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InvoiceReaderOptions { MinConfidence = 1.5f })!.Message,
            Does.StartWith("MinConfidence is a probability, 0 to 1."));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InvoiceReaderOptions { MinLettersConfidence = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InvoiceReaderOptions { MaxCandidates = 0 });
    }

    [TestCaseSource(nameof(SampleLabels))]
    public void The_samples_are_read(LabeledInvoice label)
    {
        bool isCrop = label.File.Contains("crop", StringComparison.Ordinal);

        InvoiceReading reading = (isCrop ? _crops : InvoiceReader.Default).Read(label.File);

        if (label.Digits.Length == 0)
        {
            Assert.That(reading.Number, Is.Null);
            return;
        }

        Assert.That(reading.Status, Is.EqualTo(InvoiceReadingStatus.Read), reading.Reason);
        Assert.That(reading.Digits, Is.EqualTo(label.Digits));
        Assert.That(reading.Letters, Is.EqualTo(label.Letters).Or.Null);
        Assert.That(reading.Glyphs, Has.Count.EqualTo(8));
        Assert.That(string.Concat(reading.Glyphs.Select(glyph => glyph.Digit)), Is.EqualTo(label.Digits));
        Quad box = reading.Box!.Value;
        Assert.That(box.TopLeft.X, Is.EqualTo(label.Quad!.Value.TopLeft.X).Within(14f));
        Assert.That(box.BottomRight.X, Is.EqualTo(label.Quad!.Value.BottomRight.X).Within(14f));
        Assert.That(box.BottomRight.Y, Is.EqualTo(label.Quad!.Value.BottomRight.Y).Within(14f));
    }

    [Test]
    public void Printed_crops_are_read_and_none_is_accepted_wrong()
    {
        int right = 0;
        for (int i = 0; i < 60; i++)
        {
            (GrayImage crop, string digits) = DrawCrop(i, 0.4f);

            InvoiceReading reading = _crops.Read(crop);

            if (reading.Status == InvoiceReadingStatus.Read)
            {
                Assert.That(reading.Digits, Is.EqualTo(digits), $"line {i}");
                right++;
            }
        }

        Assert.That(right, Is.GreaterThanOrEqualTo(50));
    }

    [Test]
    public void A_longer_number_is_read_where_any_count_is_allowed_and_not_accepted_where_eight_are_wanted()
    {
        GrayImage crop = Crop(new LineStudio(new FacePool([])), "9556127101331", 0.2f, 4);

        InvoiceReading any = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true, DigitCount = null }).Read(crop);
        InvoiceReading eight = _crops.Read(crop);

        Assert.That(any.Number, Is.EqualTo("9556127101331"));
        Assert.That(eight.Number, Is.Null);
    }

    [TestCase("561271013")]
    [TestCase("5612710133")]
    [TestCase("561271013314")]
    public void A_string_of_another_length_is_read_in_a_whole_photograph(string digits)
    {
        var random = new SampleRandom(78, 3);
        GrayImage photograph = new LineStudio(new FacePool([])).Draw(ref random, digits, 20f, 50f, 0.2f).Image;

        InvoiceReading any = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { DigitCount = null }).Read(photograph);
        InvoiceReading exact = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { DigitCount = digits.Length }).Read(photograph);

        Assert.That((any.Number, any.IsComplete), Is.EqualTo((digits, true)), any.Reason);
        Assert.That((exact.Number, exact.IsComplete), Is.EqualTo((digits, true)), exact.Reason);
    }

    [Test]
    public void Pictures_without_a_number_say_so()
    {
        InvoiceReading tiny = InvoiceReader.Default.Read(new GrayImage(5, 4));
        InvoiceReading blank = InvoiceReader.Default.Read(new GrayImage(300, 200));
        InvoiceReading blankCrop = _crops.Read(new GrayImage(300, 40));

        Assert.That(tiny, Is.EqualTo(new InvoiceReading { Status = InvoiceReadingStatus.NotFound, ReasonCode = ReadingReason.PictureTooSmall, Reason = "A picture of 5×4 pixels is too small for a number." }));
        Assert.That(blank.Status, Is.EqualTo(InvoiceReadingStatus.NotFound));
        Assert.That(blank.Reason, Is.EqualTo("No row of characters was found."));
        Assert.That(blankCrop.Status, Is.EqualTo(InvoiceReadingStatus.NotFound));
        Assert.That(blankCrop.Reason, Is.EqualTo("No row of 8 digits could be followed in the crop."));
    }

    [Test]
    public void A_reading_below_the_threshold_is_rejected_with_its_best_guess()
    {
        (GrayImage crop, string digits) = DrawCrop(1, 0.1f);

        InvoiceReading reading = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true, MinConfidence = 1f }).Read(crop);

        Assert.That(reading.Status, Is.EqualTo(InvoiceReadingStatus.Rejected));
        Assert.That(reading.Number, Is.Null);
        Assert.That(reading.Digits, Is.Null);
        Assert.That(reading.BestGuess, Is.EqualTo(digits));
        Assert.That(reading.Reason, Does.EndWith("; the confidence is below 100%."));
    }

    [Test]
    public void All_ways_to_give_a_picture_read_the_same()
    {
        string path = Path.Combine(Samples, "traditional-crop.png");
        byte[] bytes = File.ReadAllBytes(path);
        string? number = _crops.Read(path).Number;

        Assert.That(number, Is.Not.Null);
        Assert.That(_crops.Read(bytes).Number, Is.EqualTo(number));
        Assert.That(_crops.Read(new MemoryStream(bytes)).Number, Is.EqualTo(number));
        Assert.That(_crops.Read(ImageDecoder.DecodeGray(bytes)).Number, Is.EqualTo(number));
        Assert.That(_crops.Read(ImageDecoder.DecodeRgb(bytes)).Number, Is.EqualTo(number));
        Assert.That(_crops.ReadAsync(new MemoryStream(bytes)).GetAwaiter().GetResult().Number, Is.EqualTo(number));
        Assert.That(_crops.ReadAll(path).Single().Number, Is.EqualTo(number));
        Assert.That(_crops.ReadAll(ImageDecoder.DecodeRgb(bytes)).Single().Number, Is.EqualTo(number));
    }

    [Test]
    public void Many_threads_read_the_same_as_one()
    {
        (GrayImage Crop, string Digits)[] crops = [.. Enumerable.Range(0, 12).Select(i => DrawCrop(i, 0.3f))];
        InvoiceReading[] alone = [.. crops.Select(crop => _crops.Read(crop.Crop))];

        Parallel.For(0, 96, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            InvoiceReading reading = _crops.Read(crops[i % 12].Crop);
            Assert.That(reading.BestGuess ?? reading.Digits, Is.EqualTo(alone[i % 12].BestGuess ?? alone[i % 12].Digits));
            Assert.That(reading.Confidence, Is.EqualTo(alone[i % 12].Confidence));
        });
    }

    [Test]
    public void A_warm_reader_allocates_little_but_the_result()
    {
        (GrayImage crop, _) = DrawCrop(2, 0.1f);

        Assert.That(Allocations.Least(() => _crops.Read(crop)), Is.LessThan(6_000));
    }

    [Test]
    public void Models_that_cannot_read_are_refused_with_the_reason()
    {
        var wide = new TrainedModel(Network.Create(NetworkArchitectures.Get("softmax", rows: 20, columns: 20), 1));
        var letters = new TrainedModel(
            Network.Create(NetworkArchitectures.Get("softmax", 2), 1),
            new ModelManifest { Architecture = NetworkArchitectures.Get("softmax", 2), Classes = ["A", "B"] });

        Assert.That(
            Assert.Throws<InvalidModelException>(() => _ = new InvoiceReader(wide))!.Message,
            Is.EqualTo("The model \"softmax\" reads images of 1×20×20, but a reader wants 1×28×28."));
        Assert.That(
            Assert.Throws<InvalidModelException>(() => _ = new InvoiceReader(letters))!.Message,
            Is.EqualTo("Class 0 of the model \"softmax\" is \"A\", but a reader wants the digits 0 to 9 first."));
    }

    private static (GrayImage Crop, string Digits) DrawCrop(int index, float severity)
    {
        var random = new SampleRandom(77, index);
        string digits = LineText.DigitRun(ref random, 8);
        return (Crop(new LineStudio(new FacePool([])), digits, severity, index), digits);
    }

    private static GrayImage Crop(LineStudio studio, string text, float severity, int index)
    {
        var random = new SampleRandom(78, index);
        PrintedLine line = studio.Draw(ref random, text, 20f, 50f, severity);
        float cap = line.Characters.Max(character => character.CapHeight);
        int left = Math.Max(0, (int)(line.Characters[0].Center.X - (0.9f * cap)));
        int right = Math.Min(line.Image.Width, (int)(line.Characters[^1].Center.X + (0.9f * cap)));
        int top = Math.Max(0, (int)(line.Characters.Min(character => character.Center.Y) - (0.75f * cap)));
        int bottom = Math.Min(line.Image.Height, (int)(line.Characters.Max(character => character.Center.Y) + (0.75f * cap)));
        return line.Image.Crop(new PixelBox(left, top, right - left, bottom - top));
    }
}
