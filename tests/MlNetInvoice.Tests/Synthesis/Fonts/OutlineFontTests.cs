using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Fonts;

public sealed class OutlineFontTests
{
    // Half a unit of the font, 700 of which are the height of its digits: Skia computes in fixed point.
    private const double HalfUnit = 0.5 / 700;

    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ#年";

    [Test]
    public void A_box_is_read_in_heights_of_the_digit_seven()
    {
        OutlineFont font = OutlineFont.Read(SmallFont.Build(Characters), extraCharacters: "年");
        GlyphOutline glyph = font.Outline('7');
        Assert.Multiple(() =>
        {
            Assert.That(font.Name, Is.EqualTo("Small Test"));
            Assert.That(font.Kind, Is.EqualTo(PrintFaceKind.Font));
            Assert.That(glyph.Ends.ToArray(), Is.EqualTo(new[] { 4 }));
            Assert.That(new[] { glyph.Left, glyph.Right, glyph.Top, glyph.Bottom }, Is.EqualTo(new[] { 0f, 500f / 700, -1f, 0f }).Within(HalfUnit));
            Assert.That(glyph.Advance, Is.EqualTo(600f / 700).Within(HalfUnit));
            Assert.That(font.Has('年'), Is.True);
            Assert.That(font.Has('-'), Is.False);
        });
    }

    [Test]
    public void A_composite_is_two_half_boxes()
    {
        GlyphOutline glyph = OutlineFont.Read(SmallFont.Build(Characters)).Outline('A');
        Assert.Multiple(() =>
        {
            Assert.That(glyph.Ends.ToArray(), Is.EqualTo(new[] { 4, 8 }));
            Assert.That(new[] { glyph.Left, glyph.Right, glyph.Top, glyph.Bottom }, Is.EqualTo(new[] { 0f, 500f / 700, -1f, 0f }).Within(HalfUnit));
            Assert.That(glyph.Points[8], Is.EqualTo(250f / 700).Within(HalfUnit));
            Assert.That(glyph.Advance, Is.EqualTo(650f / 700).Within(HalfUnit));
        });
    }

    [Test]
    public void What_is_no_font_is_refused_with_the_reason()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => OutlineFont.Read(new byte[2]), Throws.InstanceOf<InvalidDataSetException>().With.Message.EqualTo("The file holds no font 0 with outlines: it is no .ttf, .otf or .ttc file, has fewer fonts, or is damaged."));
            Assert.That(() => OutlineFont.Read(SmallFont.Build(Characters), 1), Throws.InstanceOf<InvalidDataSetException>().With.Message.EqualTo("The file holds no font 1 with outlines: it is no .ttf, .otf or .ttc file, has fewer fonts, or is damaged."));
            Assert.That(() => OutlineFont.Read(SmallFont.Build("0123456ABC#")), Throws.InstanceOf<InvalidDataSetException>().With.Message.EqualTo("The font has no digit 7."));
            Assert.That(
                () => OutlineFont.Read(SmallFont.Build("0123456789ABC#")),
                Throws.InstanceOf<InvalidDataSetException>().With.Message.EqualTo("The font lacks the character 'D'."));
        });
    }

    [Test]
    public void A_damaged_font_is_refused_and_never_crashes()
    {
        byte[] whole = SmallFont.Build(Characters);
        var random = new SampleRandom(3, 0);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. whole];
            for (int k = random.Below(8); k >= 0; k--)
            {
                damaged[random.Below(damaged.Length)] = (byte)random.NextBits();
            }

            try
            {
                OutlineFont.Read(damaged.AsMemory(0, random.Chance(0.3f) ? random.Below(damaged.Length) : damaged.Length));
            }
            catch (InvalidDataSetException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(300, 2990));
    }

    [Test]
    public void Fonts_for_captions_have_traditional_ideographs()
    {
        IReadOnlyList<PrintFace> fonts = FontCatalog.DiscoverIdeographs();
        if (fonts.Count == 0)
        {
            Assert.Ignore("Skipped: no font with traditional ideographs is installed here.");
        }

        Assert.That(fonts.SelectMany(font => "統一編號發票".Where(c => !font.Has(c) || font.Outline(c).IsEmpty)), Is.Empty);
    }

    [Test]
    public void Fonts_without_ideographs_print_no_captions()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "latin.ttf"), SmallFont.Build(Characters));

            Assert.That(FontCatalog.DiscoverIdeographs([folder]), Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Installed_fonts_are_complete_and_ordered_by_name()
    {
        IReadOnlyList<PrintFace> fonts = FontCatalog.Discover();
        if (fonts.Count == 0)
        {
            Assert.Ignore("Skipped: no suitable outline font is installed here.");
        }

        Assert.Multiple(() =>
        {
            Assert.That(fonts.Select(font => font.Name), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
            Assert.That(fonts.SelectMany(font => PrintedClasses.Characters.Where(c => !font.Has(c))), Is.Empty);
            Assert.That(fonts.SelectMany(font => PrintedClasses.Characters.Where(c => font.Outline(c).IsEmpty)), Is.Empty);
        });
    }
}
