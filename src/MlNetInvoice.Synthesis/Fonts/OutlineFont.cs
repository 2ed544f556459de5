using System.Collections.Frozen;
using System.Text;
using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>
/// A face read from an OpenType file with TrueType or CFF outlines (OpenType specification 1.9: cmap, head, hhea, hmtx, maxp, loca, glyf, CFF, name).
/// Only the outlines of the characters we print are kept, scaled so that the digit 7 is 1 high; hints are not executed.
/// </summary>
public sealed class OutlineFont : PrintFace
{
    private const string Wanted = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/:.,#$()*+=%& abcdefghijklmnopqrstuvwxyz";
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
    public static OutlineFont Read(ReadOnlyMemory<byte> file, int index = 0, string extraCharacters = "")
    {
        var data = new FontData(file);
        int start = 0;
        if (data.U32(0) == 0x74746366)
        {
            long count = data.U32(8);
            if ((uint)index >= count)
            {
                throw new InvalidDataSetException($"The collection has {count} fonts; there is no font {index}.");
            }

            start = data.Offset32(12 + (4 * index));
        }

        if (data.U32(start) is not (0x00010000 or 0x4F54544F or 0x74727565))
        {
            throw new InvalidDataSetException("The file is no OpenType font: it begins with neither version 1.0, 'OTTO', 'true' nor 'ttcf'.");
        }

        var tables = new Dictionary<long, FontData>();
        for (int i = 0, count = data.U16(start + 4); i < count; i++)
        {
            int record = start + 12 + (16 * i);
            tables[data.U32(record)] = data.Slice(data.Offset32(record + 8), (int)Math.Min(data.U32(record + 12), data.Length));
        }

        return Build(tables, extraCharacters);
    }

    /// <summary>Reads a font file from the disk.</summary>
    /// <param name="path">A .ttf, .otf or .ttc file.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <param name="extraCharacters">Further characters to keep.</param>
    /// <exception cref="InvalidDataSetException">The file is no such font, is damaged, or lacks a digit or a capital.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OutlineFont Load(string path, int index = 0, string extraCharacters = "") => Read(File.ReadAllBytes(path), index, extraCharacters);

    /// <inheritdoc/>
    public override bool Has(char character) => _glyphs.ContainsKey(character);

    internal override GlyphOutline Outline(char character) => _glyphs.TryGetValue(character, out GlyphOutline? glyph) ? glyph : _glyphs['#'];

    private static OutlineFont Build(Dictionary<long, FontData> tables, string extraCharacters)
    {
        FontData Table(string tag) => tables.TryGetValue(Tag(tag), out FontData table)
            ? table
            : throw new InvalidDataSetException($"The font lacks the table '{tag}'.");
        var map = new CharacterMap(Table("cmap"));
        FontData metrics = Table("hmtx");
        int longMetrics = Table("hhea").U16(34);
        IGlyphSource source = tables.ContainsKey(Tag("glyf"))
            ? new TrueTypeGlyphs(Table("glyf"), Table("loca"), Table("head").I16(50) != 0, Table("maxp").U16(4))
            : new CompactGlyphs(Table("CFF "));
        int seven = map.GlyphOf('7');
        ContourPath path = source.Read(seven);
        float top = path.MaximumY;
        if (seven == 0 || !(top > 0))
        {
            throw new InvalidDataSetException("The font has no digit 7.");
        }

        var glyphs = new Dictionary<char, GlyphOutline>();
        foreach (char character in Wanted.Concat(extraCharacters).Distinct())
        {
            int glyph = map.GlyphOf(character);
            if (glyph == 0)
            {
                if (char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character) || character == '#')
                {
                    throw new InvalidDataSetException($"The font lacks the character '{character}'.");
                }

                continue;
            }

            int advance = metrics.U16(4 * Math.Clamp(glyph, 0, Math.Max(0, longMetrics - 1)));
            glyphs[character] = source.Read(glyph).ToOutline(1 / top, advance / top);
        }

        return new OutlineFont(NameOf(tables), glyphs.ToFrozenDictionary());
    }

    /// <summary>The full name (record 4 of the table <c>name</c>) in English or in any language.</summary>
    private static string NameOf(Dictionary<long, FontData> tables)
    {
        if (!tables.TryGetValue(Tag("name"), out FontData names))
        {
            return "unnamed";
        }

        string found = "unnamed";
        int strings = names.U16(4);
        for (int i = 0, count = names.U16(2); i < count; i++)
        {
            int record = 6 + (12 * i), platform = names.U16(record);
            if (names.U16(record + 6) != 4)
            {
                continue;
            }

            ReadOnlySpan<byte> text = names.Slice(strings + names.U16(record + 10), names.U16(record + 8)).Span;
            string name = platform == 1 ? Encoding.Latin1.GetString(text) : Encoding.BigEndianUnicode.GetString(text);
            if (platform == 3 && names.U16(record + 4) == 0x409)
            {
                return name;
            }

            found = name;
        }

        return found;
    }

    private static long Tag(string tag) => ((long)tag[0] << 24) | ((long)tag[1] << 16) | ((long)tag[2] << 8) | tag[3];
}
