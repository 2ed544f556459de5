using MlNetInvoice.Data;

namespace MlNetInvoice.Synthesis.Lines;

public sealed class PrintedGlyphsTests
{
    [Test]
    public void Digits_come_in_ten_classes_by_the_convention_of_MNIST()
    {
        LabeledImages glyphs = PrintedGlyphs.Generate(new PrintedGlyphOptions { Count = 600, Severity = 0.2f });
        int offCenter = 0;
        for (int i = 0; i < glyphs.Count; i++)
        {
            double mass = 0, x = 0, y = 0;
            ReadOnlySpan<byte> image = glyphs.GetImage(i);
            for (int p = 0; p < image.Length; p++)
            {
                mass += image[p];
                x += image[p] * ((p % 28) + 0.5);
                y += image[p] * ((p / 28) + 0.5);
            }

            Assert.That(mass, Is.GreaterThan(255 * 15), $"glyph {i}");
            offCenter += Math.Abs((x / mass) - 14) > 1 || Math.Abs((y / mass) - 14) > 1 ? 1 : 0;
        }

        Assert.Multiple(() =>
        {
            Assert.That((glyphs.Rows, glyphs.Columns, glyphs.ClassCount), Is.EqualTo((28, 28, 10)));
            Assert.That(offCenter, Is.LessThan(12));
        });
    }

    [Test]
    public void A_glyph_depends_on_seed_and_index_alone()
    {
        LabeledImages few = PrintedGlyphs.Generate(new PrintedGlyphOptions { Count = 40, Seed = 5, MaxDegreeOfParallelism = 1, LetterShare = 0.3f });
        LabeledImages many = PrintedGlyphs.Generate(new PrintedGlyphOptions { Count = 100, Seed = 5, LetterShare = 0.3f });
        Assert.Multiple(() =>
        {
            Assert.That(few.ClassCount, Is.EqualTo(37));
            Assert.That(few.Labels.ToArray(), Has.Some.GreaterThan(9));
            Assert.That(many.Slice(0, 40).Pixels.SequenceEqual(few.Pixels), Is.True);
            Assert.That(many.Slice(0, 40).Labels.SequenceEqual(few.Labels), Is.True);
        });
    }
}
