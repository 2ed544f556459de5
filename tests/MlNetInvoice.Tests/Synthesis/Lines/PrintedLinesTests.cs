using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

public sealed class PrintedLinesTests
{
    [Test]
    public void The_defaults_are_as_documented()
    {
        var options = new PrintedLineOptions();
        Assert.Multiple(() =>
        {
            Assert.That((options.Seed, options.Text, options.Severity, options.LightInkShare), Is.EqualTo((1L, (string?)null, 1f, 0.05f)));
            Assert.That((options.MinimumCapHeight, options.MaximumCapHeight), Is.EqualTo((12f, 60f)));
            Assert.That(options.Fonts, Is.Empty);
            Assert.That(options.Face, Is.Null);
        });
    }

    [Test]
    public void One_face_may_print_everything_unless_it_has_no_letters()
    {
        var lines = new PrintedLines(new PrintedLineOptions { Face = PrintFaces.Squares });
        Assert.That(Enumerable.Range(0, 5).Select(index => lines.Draw(index).FaceName), Has.All.EqualTo("squares"));
        Assert.That(PrintFaces.All.Select(face => face.Name), Has.None.EqualTo("squares"));
        PrintFace wheel = PrintFaces.Of(PrintFaceKind.NumberingMachine)[0];

        ArgumentException fault = Assert.Throws<ArgumentException>(() => _ = new PrintedLineOptions { Face = wheel })!;

        Assert.That(fault.Message, Does.StartWith($"The face \"{wheel.Name}\" is one of NumberingMachine, which prints no letters: give one of Receipt or Font."));
    }

    [Test]
    public void Every_line_is_a_number_whose_characters_lie_on_ink()
    {
        var lines = new PrintedLines(new PrintedLineOptions { Severity = 0.3f, Seed = 4, LightInkShare = 0.3f });
        int light = 0, onInk = 0, all = 0;
        for (int i = 0; i < 40; i++)
        {
            PrintedLine line = lines.Draw(i);
            Assert.That(line.Text, Does.Match("^[A-Z]{2}[- ][0-9]{8}$"));
            Assert.That(line.Characters.Select(c => c.Character), Is.EqualTo(line.Text.Replace(" ", "")));
            light += line.LightInk ? 1 : 0;
            foreach (PrintedCharacter character in line.Characters.Where(c => c.Character != '-'))
            {
                // The row through the middle of a character must meet ink within its width.
                float half = (character.Width / 2) + 1;
                int y = (int)character.Center.Y, left = Math.Max(0, (int)(character.Center.X - half)), right = Math.Min(line.Image.Width - 1, (int)(character.Center.X + half));
                byte[] row = [.. line.Image.GetRow(y)[left..(right + 1)]];
                int contrast = row.Max() - row.Min();
                all++;
                onInk += contrast > 20 ? 1 : 0;
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(light, Is.InRange(4, 22));
            Assert.That(onInk / (double)all, Is.GreaterThan(0.97));
        });
    }

    [Test]
    public void Line_i_is_the_same_whoever_draws_it_and_in_whatever_order()
    {
        var first = new PrintedLines();
        PrintedLine[] one = [first.Draw(0), first.Draw(1), first.Draw(2)];
        var second = new PrintedLines();
        PrintedLine two = second.Draw(2);
        Assert.Multiple(() =>
        {
            Assert.That(two.Text, Is.EqualTo(one[2].Text));
            Assert.That(two.Image.Pixels.SequenceEqual(one[2].Image.Pixels), Is.True);
            Assert.That(two.Characters, Is.EqualTo(one[2].Characters));
            Assert.That(one[0].Text, Is.Not.EqualTo(one[1].Text));
        });
    }

    [Test]
    public void A_given_text_is_printed_as_it_stands()
    {
        PrintedLine line = new PrintedLines(new PrintedLineOptions { Text = "A1 (2)" }).Draw(3);
        Assert.That(string.Concat(line.Characters.Select(c => c.Character)), Is.EqualTo("A1(2)"));
    }

    [Test]
    public void Crossed_heights_are_refused() => Assert.That(
        () => new PrintedLines(new PrintedLineOptions { MinimumCapHeight = 50, MaximumCapHeight = 20 }),
        Throws.ArgumentException.With.Message.StartsWith("MinimumCapHeight 50 exceeds MaximumCapHeight 20."));
}
