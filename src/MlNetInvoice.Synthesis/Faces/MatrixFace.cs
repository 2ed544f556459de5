using System.Collections.Frozen;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>How a matrix face is made.</summary>
/// <param name="Name">The face's name.</param>
/// <param name="Kind">What machine prints it.</param>
/// <param name="Columns">Dots across a digit's advance.</param>
/// <param name="Rows">Dots in the height of a capital.</param>
/// <param name="Pitch">Advance in heights of a capital.</param>
/// <param name="DotRadius">Radius of a round dot in distances between dots; 0: square cells that touch.</param>
/// <param name="Threshold">Coverage above which a cell is set, 0 to 1.</param>
internal sealed record MatrixStyle(string Name, PrintFaceKind Kind, int Columns, int Rows, float Pitch, float DotRadius, float Threshold = 0.45f);

/// <summary>A face of dots on a grid: the 5×7 needle patterns, or a stroke face sampled on a finer grid, printed as round dots or as touching cells.</summary>
internal sealed class MatrixFace : PrintFace
{
    private readonly FrozenDictionary<char, GlyphOutline> _glyphs;
    private readonly Lazy<FrozenDictionary<char, GlyphOutline>>? _ideographs;

    /// <summary>The 5×7 needle face.</summary>
    public MatrixFace(MatrixStyle style)
        : base(style.Name, style.Kind)
    {
        float column = style.Pitch / (style.Columns + 1), row = 1f / 7;
        var glyphs = new Dictionary<char, GlyphOutline> { [' '] = new([], [], style.Pitch) };
        foreach ((char character, string pattern) in DotPatterns.FiveBySeven)
        {
            bool[] cells = new bool[35];
            for (int i = 0; i < 35; i++)
            {
                cells[i] = DotPatterns.Strikes(pattern, i % 5, i / 5);
            }

            glyphs[character] = Print(cells, 5, 7, 0.5f * column, -1, column, row, style, style.Pitch);
        }

        _glyphs = glyphs.ToFrozenDictionary();
    }

    /// <summary>A stroke face sampled on a grid.</summary>
    public MatrixFace(MatrixStyle style, StrokeFace source)
        : base(style.Name, style.Kind)
    {
        var rasterizer = new CoverageRasterizer();
        var glyphs = new Dictionary<char, GlyphOutline> { [' '] = new([], [], style.Pitch) };
        foreach (string key in Skeletons.All.Keys.Where(key => key.Length == 1))
        {
            glyphs[key[0]] = Sample(rasterizer, style, source, key[0]);
        }

        _glyphs = glyphs.ToFrozenDictionary();
        _ideographs = new Lazy<FrozenDictionary<char, GlyphOutline>>(() =>
        {
            var own = new CoverageRasterizer();
            return source.Ideographs.Where(c => !_glyphs.ContainsKey(c)).Distinct().ToFrozenDictionary(c => c, c => Sample(own, style, source, c));
        });
    }

    public override bool Has(char character) => _glyphs.ContainsKey(character) || _ideographs?.Value.ContainsKey(character) == true;

    internal override GlyphOutline Outline(char character)
    {
        GlyphOutline? glyph = null;
        return _glyphs.TryGetValue(character, out glyph) || _ideographs?.Value.TryGetValue(character, out glyph) == true ? glyph! : _glyphs['#'];
    }

    private static GlyphOutline Sample(CoverageRasterizer rasterizer, MatrixStyle style, StrokeFace source, char character)
    {
        GlyphOutline outline = source.Outline(character);
        // Ideographs are as wide as two digits on these machines.
        float advance = character > 0x2000 ? 2 * style.Pitch : style.Pitch * outline.Advance / source.Outline('0').Advance;
        int columns = Math.Max(1, (int)MathF.Round(style.Columns * advance / style.Pitch));
        int rows = (int)MathF.Ceiling(style.Rows * 1.3f), above = (int)MathF.Ceiling(style.Rows * 0.1f);
        float[] plane = new float[columns * rows];
        var map = new AffineMap(columns / outline.Advance, 0, 0, 0, style.Rows, style.Rows + above);
        rasterizer.Draw(outline, map, plane, columns, rows, 1);
        bool[] cells = [.. plane.Select(coverage => coverage > style.Threshold)];
        float row = 1f / style.Rows;
        return Print(cells, columns, rows, 0, -1 - (above * row), advance / columns, row, style, advance);
    }

    private static GlyphOutline Print(
        bool[] cells, int columns, int rows, float left, float top, float column, float row, MatrixStyle style, float advance)
    {
        var builder = new OutlineBuilder();
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                if (!cells[(y * columns) + x])
                {
                    continue;
                }

                if (style.DotRadius > 0)
                {
                    builder.AddDisc(left + ((x + 0.5f) * column), top + ((y + 0.5f) * row), style.DotRadius * row, style.DotRadius * row);
                    continue;
                }

                int end = x + 1;
                while (end < columns && cells[(y * columns) + end])
                {
                    end++;
                }

                builder.AddBox(left + (x * column), top + (y * row), left + (end * column), top + ((y + 1) * row));
                x = end - 1;
            }
        }

        return builder.Build(advance);
    }
}
