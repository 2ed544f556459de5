using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Strips;

public sealed class LabeledStripSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainedModel _model = EmbeddedModels.LoadReader();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Digits_are_found_where_they_were_printed_whether_the_place_is_tight_or_wide()
    {
        var network = new SlidingNetwork(_model.Network);
        for (int i = 0; i < 20; i++)
        {
            PrintedLine line = new PrintedLines(new PrintedLineOptions { Seed = 77, Severity = 0.4f, LightInkShare = 0 }).Draw(i);
            PrintedCharacter[] digits = [.. line.Characters.Where(character => char.IsAsciiDigit(character.Character))];
            LabeledInvoice label = LabelOf("picture.png", digits, i % 2 == 0 ? 0.5f : 0.65f);

            PrintedLine found = LabeledNumber.Locate(line.Image, label, network, new LineNormalizer());

            for (int k = 0; k < digits.Length; k++)
            {
                float off = Math.Abs(found.Characters[k].Center.X - digits[k].Center.X) / digits[k].Pitch;
                Assert.That(off, Is.LessThan(0.3f), string.Create(CultureInfo.InvariantCulture, $"line {i} in {line.FaceName}, digit {k}"));
            }
        }
    }

    [Test]
    public void Windows_show_what_their_labels_say_and_no_letter_is_called_nothing()
    {
        LabeledInvoice[] labels = [.. Enumerable.Range(0, 12).Select(i => Save(i))];
        var source = new LabeledStripSource(labels, _model, 1600, seed: 5);

        LabeledImages epoch = source.GetEpoch(0);
        ClassificationReport report = ClassificationReport.Measure(new NetworkClassifier(_model.Network).Classify, epoch, _model.Manifest.Classes);

        Assert.That(source.NumberCount, Is.EqualTo(12));
        Assert.That((epoch.Count, epoch.Rows, epoch.Columns, epoch.ClassCount), Is.EqualTo((1600, 28, 28, 37)));
        Assert.That(report.Accuracy, Is.GreaterThan(0.85));
        Assert.That(source.GetEpoch(0).Pixels.SequenceEqual(epoch.Pixels), Is.True);
        Assert.That(source.GetEpoch(1).Pixels.SequenceEqual(epoch.Pixels), Is.False);
    }

    [Test]
    public void Labels_without_a_place_are_nothing_to_learn_from()
    {
        LabeledInvoice label = Save(0) with { Quad = null };

        Assert.That(LabeledStripSource.IsUsable(label), Is.False);
        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => _ = new LabeledStripSource([label], _model, 10, 1))!.Message,
            Is.EqualTo("None of the labelled numbers says where its digits stand (digits_quad): there is nothing to learn from."));
    }

    [Test]
    public void Two_sources_are_joined_in_every_epoch()
    {
        var printed = new PrintedStripSource(new PrintedStripOptions { Count = 32 });
        LabeledImages joined = new JoinedTrainingSource(printed, new PrintedStripSource(new PrintedStripOptions { Count = 48, Seed = 2 })).GetEpoch(3);

        Assert.That(joined.Count, Is.EqualTo(80));
        Assert.That(joined.Slice(0, 32).Pixels.SequenceEqual(printed.GetEpoch(3).Pixels), Is.True);
    }

    private LabeledInvoice Save(int index)
    {
        PrintedLine line = new PrintedLines(new PrintedLineOptions { Seed = 78, Severity = 0.2f, MinimumCapHeight = 20, LightInkShare = 0 }).Draw(index);
        string path = _folder.File(string.Create(CultureInfo.InvariantCulture, $"{index}.png"));
        PngEncoder.Save(line.Image, path);
        return LabelOf(path, [.. line.Characters.Where(character => char.IsAsciiDigit(character.Character))], 0.5f);
    }

    // The corners of the digits' ink, or a little outside it.
    private static LabeledInvoice LabelOf(string file, PrintedCharacter[] digits, float share)
    {
        (PrintedCharacter first, PrintedCharacter last) = (digits[0], digits[^1]);
        float angle = MathF.Atan2(last.Center.Y - first.Center.Y, last.Center.X - first.Center.X);
        (float sin, float cos) = MathF.SinCos(angle);
        PixelPoint Corner(PrintedCharacter digit, float along, float across) =>
            new(digit.Center.X + (along * digit.Width * cos) - (across * digit.CapHeight * sin), digit.Center.Y + (along * digit.Width * sin) + (across * digit.CapHeight * cos));
        var quad = new Quad(Corner(first, -share, -0.5f), Corner(last, share, -0.5f), Corner(last, share, 0.5f), Corner(first, -share, 0.5f));
        return new LabeledInvoice(file, "", null, string.Concat(digits.Select(digit => digit.Character)), quad, false);
    }
}
