namespace MlNetInvoice.Data.Printed;

public sealed class PrintedWindowsTests
{
    [Test]
    public void The_defaults_are_as_documented()
    {
        var options = new PrintedWindowOptions();
        Assert.Multiple(() =>
        {
            Assert.That(options.Count, Is.EqualTo(100_000));
            Assert.That(options.Seed, Is.EqualTo(1));
            Assert.That((options.Rows, options.Columns, options.CapRows), Is.EqualTo((28, 28, 20f)));
            Assert.That((options.DigitShare, options.LetterShare), Is.EqualTo((0.6f, 0.2f)));
            Assert.That((options.MinimumCapHeight, options.MaximumCapHeight), Is.EqualTo((9f, 40f)));
            Assert.That((options.Severity, options.PositionJitter, options.ScaleJitter, options.AngleJitter), Is.EqualTo((1f, 0.12f, 0.12f, 3f)));
            Assert.That(options.Fonts, Is.Empty);
            Assert.That(options.MaxDegreeOfParallelism, Is.EqualTo(-1));
        });
    }

    [Test]
    public void A_window_depends_on_seed_and_index_alone()
    {
        LabeledImages few = PrintedWindows.Generate(new PrintedWindowOptions { Count = 50, Seed = 7, MaxDegreeOfParallelism = 1 });
        LabeledImages many = PrintedWindows.Generate(new PrintedWindowOptions { Count = 120, Seed = 7 });
        LabeledImages other = PrintedWindows.Generate(new PrintedWindowOptions { Count = 50, Seed = 8 });
        Assert.Multiple(() =>
        {
            Assert.That(many.Slice(0, 50).Pixels.SequenceEqual(few.Pixels), Is.True);
            Assert.That(many.Slice(0, 50).Labels.SequenceEqual(few.Labels), Is.True);
            Assert.That(other.Pixels.SequenceEqual(few.Pixels), Is.False);
        });
    }

    [Test]
    public void Classes_are_mixed_as_asked_and_all_present()
    {
        LabeledImages windows = PrintedWindows.Generate(new PrintedWindowOptions { Count = 4000 });
        int[] counts = new int[PrintedClasses.Count];
        foreach (byte label in windows.Labels)
        {
            counts[label]++;
        }

        Assert.Multiple(() =>
        {
            Assert.That(windows.ClassCount, Is.EqualTo(37));
            Assert.That(counts, Is.All.GreaterThan(5));
            Assert.That(counts[PrintedClasses.None] / 4000.0, Is.EqualTo(0.2).Within(0.03));
            Assert.That(counts[..10].Sum() / 4000.0, Is.EqualTo(0.6).Within(0.05));
        });
    }

    [Test]
    public void Ink_is_bright_in_the_middle_of_a_character_window()
    {
        LabeledImages windows = PrintedWindows.Generate(new PrintedWindowOptions { Count = 1000, Severity = 0, LetterShare = 0, DigitShare = 1 });
        int empty = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            int bright = 0;
            for (int row = 4; row < 24; row++)
            {
                foreach (byte value in windows.GetImage(i).Slice((row * 28) + 8, 12))
                {
                    bright += value > 128 ? 1 : 0;
                }
            }

            empty += bright is < 15 or > 200 ? 1 : 0;
        }

        Assert.That(empty, Is.LessThan(5));
    }

    [Test]
    public void Impossible_options_are_refused_by_name()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => PrintedWindows.Generate(new PrintedWindowOptions { DigitShare = 0.8f, LetterShare = 0.5f }),
                Throws.ArgumentException.With.Message.StartsWith("DigitShare 0.8 and LetterShare 0.5 exceed 1 together."));
            Assert.That(
                () => PrintedWindows.Generate(new PrintedWindowOptions { MinimumCapHeight = 30, MaximumCapHeight = 20 }),
                Throws.ArgumentException.With.Message.StartsWith("MinimumCapHeight 30 exceeds MaximumCapHeight 20."));
            Assert.That(
                () => new PrintedWindowOptions { AngleJitter = 50 },
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("AngleJitter is 50, but must lie between 0 and 45."));
        });
    }
}
