using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Reports.Explanation;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Reading;

/// <summary>Every way to give a picture reads the same: digit for digit, confidence for confidence.</summary>
public sealed class EntryPointTests
{
    private static readonly InvoiceReader _crops = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Crop = true });

    [Test]
    public void Two_hundred_crops_read_the_same_by_every_entry_point()
    {
        int read = 0;
        for (int i = 0; i < 200; i++)
        {
            // Every fifth is of a colour that luminance cannot tell from its paper.
            RgbImage picture = Color(DrawCrop(i), red: i % 5 == 0);
            read += Same(_crops, picture, i % 20 == 0).Status == InvoiceReadingStatus.Read ? 1 : 0;
        }

        Assert.That(read, Is.GreaterThan(120));
    }

    [Test]
    public void Photographs_read_the_same_by_every_entry_point()
    {
        for (int i = 0; i < 8; i++)
        {
            RgbImage picture = SyntheticInvoice.Generate(910_000, new SyntheticInvoiceOptions { MaximumSeverity = 0.4f }, i).Image;
            Same(InvoiceReader.Default, picture, withExplanation: i < 2);
        }
    }

    [Test]
    public void What_red_light_alone_shows_is_read_and_explained()
    {
        RgbImage picture = Color(DrawCrop(4), red: true);
        byte[] file = PngEncoder.Encode(picture);

        InvoiceReading byLuminance = _crops.Read(ImageDecoder.DecodeGray(file));
        InvoiceReading reading = _crops.Read(file);

        Assert.That(byLuminance.Status, Is.Not.EqualTo(InvoiceReadingStatus.Read));
        Assert.That(reading.Status, Is.EqualTo(InvoiceReadingStatus.Read));
        Assert.That(ReadingExplanation.Create(EmbeddedModels.LoadReader(), file, _crops.Options).Reading.Number, Is.EqualTo(reading.Number));
    }

    private static InvoiceReading Same(InvoiceReader reader, RgbImage picture, bool withExplanation)
    {
        byte[] file = PngEncoder.Encode(picture);
        IReadOnlyList<InvoiceReading> expected = reader.ReadAll(file);
        string wanted = Describe(expected);
        using var folder = new TemporaryFolder();
        string path = folder.File("picture.png");
        File.WriteAllBytes(path, file);
        var trace = new ReadingTrace();
        Assert.Multiple(() =>
        {
            Assert.That(Describe(reader.ReadAll(path)), Is.EqualTo(wanted), "by path");
            Assert.That(Describe(reader.ReadAll(new MemoryStream(file))), Is.EqualTo(wanted), "by stream");
            Assert.That(Describe(reader.ReadAll(picture)), Is.EqualTo(wanted), "in colour");
            Assert.That(Describe(reader.ReadAll(file, trace)), Is.EqualTo(wanted), "with every stage written down");
            Assert.That(Describe([reader.Read(file)]), Is.EqualTo(Describe([expected[0]])), "one number");
            Assert.That(Describe([reader.ReadAsync(new MemoryStream(file)).GetAwaiter().GetResult()]), Is.EqualTo(Describe([expected[0]])), "asynchronously");
            if (withExplanation)
            {
                Assert.That(Describe([ReadingExplanation.Create(EmbeddedModels.LoadReader(), file, reader.Options).Reading]), Is.EqualTo(Describe([expected[0]])), "explained");
            }
        });
        return expected[0];
    }

    private static string Describe(IReadOnlyList<InvoiceReading> readings) => string.Join(
        "; ",
        readings.Select(reading => FormattableString.Invariant($"{reading.Status} {reading.Number} {reading.BestGuess} {reading.Confidence:R} {reading.LettersConfidence:R} {reading.Reason}")));

    private static GrayImage DrawCrop(int i) =>
        new PrintedLines(new PrintedLineOptions { Seed = 77, Text = (10_000_019L * (i + 1) % 100_000_000).ToString("00000000", System.Globalization.CultureInfo.InvariantCulture), Severity = 0.2f, MinimumCapHeight = 26, MaximumCapHeight = 44, LightInkShare = 0 }).Draw(i).Image;

    // Blue-green ink on pink paper: both have a luminance of 186, but red light tells them apart.
    private static RgbImage Color(GrayImage gray, bool red)
    {
        var picture = new RgbImage(gray.Width, gray.Height);
        (int R, int G, int B) paper = red ? (255, 150, 190) : (255, 255, 255);
        (int R, int G, int B) ink = red ? (110, 216, 230) : (0, 0, 0);
        for (int i = 0; i < gray.Pixels.Length; i++)
        {
            int light = gray.Pixels[i];
            picture.Samples[3 * i] = (byte)(((paper.R * light) + (ink.R * (255 - light))) / 255);
            picture.Samples[(3 * i) + 1] = (byte)(((paper.G * light) + (ink.G * (255 - light))) / 255);
            picture.Samples[(3 * i) + 2] = (byte)(((paper.B * light) + (ink.B * (255 - light))) / 255);
        }

        return picture;
    }
}
