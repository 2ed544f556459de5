using MlNetInvoice.Data;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Strips;

public sealed class PrintedStripSourceTests
{
    [Test]
    public void An_epoch_is_the_same_whoever_draws_it_and_unlike_the_next()
    {
        var options = new PrintedStripOptions { Count = 200, Seed = 3 };

        LabeledImages first = new PrintedStripSource(options).GetEpoch(0);
        LabeledImages again = new PrintedStripSource(options with { MaxDegreeOfParallelism = 4 }).GetEpoch(0);
        LabeledImages next = new PrintedStripSource(options).GetEpoch(1);

        Assert.That(again.Pixels.SequenceEqual(first.Pixels), Is.True);
        Assert.That(again.Labels.SequenceEqual(first.Labels), Is.True);
        Assert.That(next.Pixels.SequenceEqual(first.Pixels), Is.False);
    }

    [Test]
    public void Windows_show_digits_letters_and_nothing()
    {
        LabeledImages images = new PrintedStripSource(new PrintedStripOptions { Count = 1600 }).GetEpoch(0);

        int[] counts = new int[PrintedClasses.Count];
        foreach (byte label in images.Labels)
        {
            counts[label]++;
        }

        Assert.That((images.Rows, images.Columns, images.ClassCount), Is.EqualTo((28, 28, 37)));
        Assert.That(counts[..10].Sum(), Is.InRange(500, 900));
        Assert.That(counts[10..36].Sum(), Is.InRange(100, 500));
        Assert.That(counts[36], Is.InRange(400, 900));
        Assert.That(counts[..10], Has.All.GreaterThan(20));
    }

    [Test]
    public void Ideographs_in_front_of_a_number_are_no_characters_wherever_a_window_lies_on_them()
    {
        var studio = new LineStudio(new FacePool([]));
        int windows = 0;
        for (int i = 0; i < 60; i++)
        {
            var random = new SampleRandom(5, i);
            PrintedLine line = studio.Draw(ref random, null, 20, 40, 0.2f);
            int ideographs = line.Text.TakeWhile(character => character >= 0x2E80).Count();
            if (ideographs < 2)
            {
                continue;
            }

            PrintedStrip strip = PrintedStrip.Place(line, ref random, new PrintedStripOptions().Normalizer);
            Assert.That(strip.Classes.Take(ideographs), Has.All.EqualTo(PrintedClasses.None), line.Text);
            windows++;
        }

        Assert.That(windows, Is.GreaterThan(5), "of 60 lines about 18 have a caption");
    }

    [Test]
    public void Defaults_are_those_of_the_documentation()
    {
        var options = new PrintedStripOptions();

        Assert.That(options.Count, Is.EqualTo(300_000));
        Assert.That(options.Seed, Is.EqualTo(1));
        Assert.That((options.MinimumCapHeight, options.MaximumCapHeight, options.Severity), Is.EqualTo((7.5f, 44f, 1f)));
        Assert.That(options.MaxDegreeOfParallelism, Is.EqualTo(1));
        Assert.That((options.Fonts, options.Ideographs), Is.EqualTo((Array.Empty<PrintFace>(), Array.Empty<PrintFace>())));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PrintedStripOptions { Count = 0 });
    }
}
