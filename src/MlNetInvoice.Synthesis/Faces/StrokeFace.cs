using System.Collections.Frozen;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>A face made of pen strokes along the skeletons.</summary>
internal sealed class StrokeFace : PrintFace
{
    private readonly FrozenDictionary<char, GlyphOutline> _glyphs;
    private readonly Lazy<FrozenDictionary<char, GlyphOutline>> _ideographs;

    /// <param name="style">How the face draws.</param>
    /// <param name="captions">Whether the ideographs of captions are drawn in earnest; otherwise they are likenesses too.</param>
    public StrokeFace(StrokeStyle style, bool captions = false)
        : base(style.Name, style.Kind)
    {
        Style = style;
        Ideographs = captions ? CaptionSkeletons.Repertoire : PseudoIdeographs.Repertoire;
        var glyphs = new Dictionary<char, GlyphOutline>();
        Dictionary<char, string> forms = style.Forms.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(key => key[0]);
        foreach (string key in Skeletons.All.Keys.Where(key => key.Length == 1))
        {
            (float width, string path) = Skeletons.All[forms.GetValueOrDefault(key[0], key)];
            glyphs[key[0]] = Draw(key[0], width, path);
        }

        glyphs[' '] = new GlyphOutline([], [], style.Pitch > 0 ? style.Pitch : style.DigitWidth + style.Spacing);
        _glyphs = glyphs.ToFrozenDictionary();
        _ideographs = new Lazy<FrozenDictionary<char, GlyphOutline>>(() => Ideographs.Where(c => !_glyphs.ContainsKey(c)).Distinct().ToFrozenDictionary(
            c => c, c => Draw(c, 1.5f, (captions ? CaptionSkeletons.Path(c) : null) ?? PseudoIdeographs.Path(c))));
    }

    /// <summary>The ideographs that the face has beside those of the skeletons.</summary>
    public string Ideographs { get; }

    /// <summary>How the face draws.</summary>
    public StrokeStyle Style { get; }

    public override bool Has(char character) => _glyphs.ContainsKey(character) || _ideographs.Value.ContainsKey(character);

    internal override GlyphOutline Outline(char character) =>
        _glyphs.TryGetValue(character, out GlyphOutline? glyph) || _ideographs.Value.TryGetValue(character, out glyph) ? glyph : _glyphs['日'];

    private GlyphOutline Draw(char character, float relativeWidth, string path)
    {
        float width = relativeWidth * (character is (>= 'A' and <= 'Z') or '&' or '#' ? Style.LetterWidth : Style.DigitWidth);
        if (character > 0x2000)
        {
            width = MathF.Max(0.5f, relativeWidth * 0.62f);
        }

        float advance = width + (2 * Style.PenX) + Style.Spacing;
        if (Style.Pitch > 0 && character < 0x2000)
        {
            float room = Style.Pitch - (2 * Style.PenX) - 0.06f;
            width = MathF.Min(width, room);
            advance = Style.Pitch;
        }

        var builder = new OutlineBuilder();
        SkeletonPath[] parts = SkeletonPath.Parse(path);
        // Strokes of crowded ideographs are thinner, as in every real face.
        float thinner = character > 0x2000 ? MathF.Max(0.45f, 1.2f - (path.Length / 300f)) : 1;
        float left = (advance - width) / 2;
        float top = -1 + Style.PenY;
        float height = 1 - (2 * Style.PenY);
        var pen = new StrokePen(builder, Style.PenX * thinner, Style.PenY * thinner, Style.RoundEnds)
        {
            Fillet = Style.Fillet,
            MaxRadius = Style.MaxRadius,
            Serif = char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) ? Style.Serif : 0,
            SerifPen = Style.SerifPen,
            IsJoined = (x, y) => parts.Sum(part => Touching(part, (x - left) / width * 100, (y - top) / height * 100)) > 1,
            Top = top,
            Bottom = top + height,
        };
        foreach (SkeletonPath part in parts)
        {
            float[] x = [.. part.X.Select(v => left + (v * 0.01f * width))];
            float[] y = [.. part.Y.Select(v => top + (v * 0.01f * height))];
            if (part.Dot)
            {
                builder.AddDisc(x[0], y[0] - (Style.PenY * 0.2f), Style.PenX * 1.15f, Style.PenY * 1.15f);
                continue;
            }

            pen.Draw(x, y, part.Rounded, part.Closed);
        }

        return builder.Build(advance);
    }

    private static int Touching(SkeletonPath part, float x, float y)
    {
        int count = 0;
        for (int i = 0; i < part.X.Length; i++)
        {
            count += MathF.Abs(part.X[i] - x) < 1 && MathF.Abs(part.Y[i] - y) < 1 ? 1 : 0;
        }

        return count;
    }
}
