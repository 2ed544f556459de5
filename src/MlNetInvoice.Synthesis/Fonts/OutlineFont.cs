using System.Collections.Frozen;
using MlNetInvoice.Synthesis.Faces;
using SkiaSharp;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>
/// A face of a font file with TrueType or CFF outlines, read by SkiaSharp.
/// Only the outlines of the characters we print are kept, scaled so that the digit 7 is 1 high; hints are not executed.
/// </summary>
public sealed class OutlineFont : PrintFace
{
    private const string Printed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/:.,#$()*+=%& abcdefghijklmnopqrstuvwxyz";
    private readonly FrozenDictionary<char, GlyphOutline> _glyphs;

    private OutlineFont(string name, FrozenDictionary<char, GlyphOutline> glyphs)
        : base(name, PrintFaceKind.Font)
    {
        _glyphs = glyphs;
    }

    /// <summary>Reads a font (of a collection the first, or another by its index).</summary>
    /// <param name="file">The bytes of a .ttf, .otf or .ttc file.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <param name="extraCharacters">Characters of the basic plane to keep beside Latin letters, digits and signs, such as the ideographs of a form.</param>
    /// <exception cref="InvalidDataSetException">The file is no such font, is damaged, or lacks a digit or a capital.</exception>
    /// <exception cref="FontsUnavailableException">SkiaSharp's native library does not load on this platform.</exception>
    public static OutlineFont Read(ReadOnlyMemory<byte> file, int index = 0, string extraCharacters = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(extraCharacters);
        try
        {
            using SKData data = SKData.CreateCopy(file.Span);
            using SKTypeface? typeface = SKTypeface.FromData(data, index);
            return typeface is null
                ? throw new InvalidDataSetException($"The file holds no font {index} with outlines: it is no .ttf, .otf or .ttc file, has fewer fonts, or is damaged.")
                : Build(typeface, extraCharacters);
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new FontsUnavailableException(fault);
        }
    }

    /// <summary>Reads a font file from the disk.</summary>
    /// <param name="path">A .ttf, .otf or .ttc file.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <param name="extraCharacters">Further characters to keep.</param>
    /// <exception cref="InvalidDataSetException">The file is no such font, is damaged, or lacks a digit or a capital.</exception>
    /// <exception cref="FontsUnavailableException">SkiaSharp's native library does not load on this platform.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OutlineFont Load(string path, int index = 0, string extraCharacters = "") => Read(File.ReadAllBytes(path), index, extraCharacters);

    /// <inheritdoc/>
    public override bool Has(char character) => _glyphs.ContainsKey(character);

    internal override GlyphOutline Outline(char character) => _glyphs.TryGetValue(character, out GlyphOutline? glyph) ? glyph : _glyphs['#'];

    private static OutlineFont Build(SKTypeface typeface, string extraCharacters)
    {
        // At this size a unit of the font is one of the path's, so that outlines come as they were designed.
        using var font = new SKFont(typeface, typeface.UnitsPerEm) { Hinting = SKFontHinting.None, LinearMetrics = true, Subpixel = true };
        ushort seven = font.GetGlyph('7');
        float height = -Contours(font, seven).Top;
        if (seven == 0 || !(height > 0))
        {
            throw new InvalidDataSetException("The font has no digit 7.");
        }

        var glyphs = new Dictionary<char, GlyphOutline>();
        foreach (char character in Printed.Concat(extraCharacters).Distinct())
        {
            ushort glyph = font.GetGlyph(character);
            if (glyph != 0)
            {
                float advance = font.MeasureText(new ReadOnlySpan<ushort>(in glyph));
                glyphs[character] = Contours(font, glyph).ToOutline(1 / height, advance / height);
            }
            else if (char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character) || character == '#')
            {
                throw new InvalidDataSetException($"The font lacks the character '{character}'.");
            }
        }

        return new OutlineFont(NameOf(typeface), glyphs.ToFrozenDictionary());
    }

    private static ContourPath Contours(SKFont font, ushort glyph)
    {
        using SKPath path = font.GetGlyphPath(glyph) ?? new SKPath();
        return new ContourPath(path);
    }

    /// <summary>The family and whatever sets this face apart from the family's regular one, such as "Lato 700 Italic".</summary>
    private static string NameOf(SKTypeface typeface)
    {
        var parts = new List<string> { typeface.FamilyName };
        if (typeface.FontWeight != (int)SKFontStyleWeight.Normal)
        {
            parts.Add($"{typeface.FontWeight}");
        }

        if (typeface.FontWidth != (int)SKFontStyleWidth.Normal)
        {
            parts.Add($"{(SKFontStyleWidth)typeface.FontWidth}");
        }

        if (typeface.FontSlant != SKFontStyleSlant.Upright)
        {
            parts.Add($"{typeface.FontSlant}");
        }

        return string.Join(' ', parts);
    }
}
