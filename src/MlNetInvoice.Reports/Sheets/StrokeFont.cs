using System.Globalization;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>
/// The font of the sheets: every character is a few pen strokes on a grid whose capitals are 14 units high (0 top, 14 baseline, 18 descender).
/// It is drawn with a round pen at any size, so that no font file is needed on any machine.
/// </summary>
/// <remarks>
/// Path language: <c>M x y</c> lift and move, <c>L x y</c> line, <c>E cx cy rx ry from to</c> an elliptic arc that continues the stroke (degrees, 0 right,
/// 90 down), <c>A …</c> the same as a new stroke.
/// </remarks>
internal static class StrokeFont
{
    public const float CapHeight = 14;
    private const float Spacing = 3.4f;

    private static readonly Dictionary<char, Glyph> Glyphs = Parse("""
        0|A 4 7 4 7 0 360
        1|M 1.2 3 L 4.6 0 L 4.6 14
        2|A 4 4 4 4 190 390 L 0 14 L 8 14
        3|A 3.9 3.5 3.5 3.5 200 450 E 3.9 10.4 4.1 3.6 270 520
        4|M 6.2 14 L 6.2 0 L 0 10 L 8.4 10
        5|M 7.4 0 L 1.3 0 L 0.7 6.6 E 3.7 9.5 4.2 4.5 222 510
        6|A 8 9.6 8 9.4 256 180 E 4 9.6 4 4.4 180 540
        7|M 0 0 L 8 0 L 3 14
        8|A 4 3.5 3.4 3.5 0 360 A 4 10.4 4 3.6 0 360
        9|A 4 4.4 4 4.4 0 360 E 0 4.4 8 9.4 0 76
        A|M 0 14 L 4.75 0 L 9.5 14 M 1.7 9.5 L 7.8 9.5
        B|M 0 6.8 L 0 0 L 4.4 0 E 4.4 3.4 3.4 3.4 270 450 L 0 6.8 L 4.8 6.8 E 4.8 10.4 3.8 3.6 270 450 L 0 14 L 0 6.8
        C|A 5.5 7 5.5 7 310 50
        D|M 0 14 L 0 0 L 3.5 0 E 3.5 7 5.8 7 270 450 L 0 14
        E|M 7 0 L 0 0 L 0 14 L 7 14 M 0 6.8 L 6 6.8
        F|M 7 0 L 0 0 L 0 14 M 0 6.8 L 6 6.8
        G|A 5.5 7 5.5 7 310 0 L 6.4 7
        H|M 0 0 L 0 14 M 9 0 L 9 14 M 0 6.8 L 9 6.8
        I|M 0 0 L 0 14
        J|M 5 0 L 5 10.5 E 2.5 10.5 2.5 3.5 0 165
        K|M 0 0 L 0 14 M 8 0 L 0 8.6 M 3 5.5 L 8.3 14
        L|M 0 0 L 0 14 L 7 14
        M|M 0 14 L 0 0 L 5.5 10 L 11 0 L 11 14
        N|M 0 14 L 0 0 L 9 14 L 9 0
        O|A 5.8 7 5.8 7 0 360
        P|M 0 14 L 0 0 L 4.5 0 E 4.5 3.9 3.9 3.9 270 450 L 0 7.8
        Q|A 5.8 7 5.8 7 0 360 M 7.5 10.5 L 11.5 14.6
        R|M 0 14 L 0 0 L 4.5 0 E 4.5 3.9 3.9 3.9 270 450 L 0 7.8 M 4 7.8 L 8.3 14
        S|A 4.2 3.5 3.7 3.5 335 90 E 4.2 10.5 4.1 3.5 270 515
        T|M 0 0 L 9 0 M 4.5 0 L 4.5 14
        U|M 0 0 L 0 9.5 E 4.4 9.5 4.4 4.5 180 0 L 8.8 0
        V|M 0 0 L 4.75 14 L 9.5 0
        W|M 0 0 L 3.4 14 L 6.8 1 L 10.2 14 L 13.6 0
        X|M 0 0 L 8.8 14 M 8.8 0 L 0 14
        Y|M 0 0 L 4.6 7 L 9.2 0 M 4.6 7 L 4.6 14
        Z|M 0 0 L 8.2 0 L 0 14 L 8.2 14
        a|A 3.7 9.3 3.7 4.7 0 360 M 7.4 4.8 L 7.4 14
        b|M 0 0 L 0 14 A 3.7 9.3 3.7 4.7 0 360
        c|A 3.9 9.3 3.9 4.7 310 50
        d|A 3.7 9.3 3.7 4.7 0 360 M 7.4 0 L 7.4 14
        e|M 0.1 9.1 L 7.7 9.1 E 3.9 9.3 3.9 4.7 356 45
        f|A 4 3 2.4 3 295 180 L 1.6 14 M 0 4.8 L 4.2 4.8
        g|A 3.7 9.3 3.7 4.7 0 360 M 7.4 4.8 L 7.4 14.4 E 3.8 14.4 3.6 3.6 0 150
        h|M 0 0 L 0 14 M 0 8.4 E 3.5 8.4 3.5 3.8 180 360 L 7 14
        i|M 0.4 4.8 L 0.4 14 M 0.4 0.9 L 0.4 1.2
        j|M 2 4.8 L 2 15 E 0 15 2 2.8 0 100 M 2 0.9 L 2 1.2
        k|M 0 0 L 0 14 M 6.4 4.8 L 0 10.6 M 2.6 8.4 L 6.8 14
        l|M 0.4 0 L 0.4 14
        m|M 0 4.8 L 0 14 M 0 8.2 E 2.75 8.2 2.75 3.6 180 360 L 5.5 14 M 5.5 8.2 E 8.25 8.2 2.75 3.6 180 360 L 11 14
        n|M 0 4.8 L 0 14 M 0 8.4 E 3.5 8.4 3.5 3.8 180 360 L 7 14
        o|A 3.9 9.3 3.9 4.7 0 360
        p|M 0 4.8 L 0 18 A 3.7 9.3 3.7 4.7 0 360
        q|A 3.7 9.3 3.7 4.7 0 360 M 7.4 4.8 L 7.4 18
        r|M 0 4.8 L 0 14 M 0 8.6 E 3.4 8.6 3.4 4 180 290
        s|A 3.1 6.9 2.8 2.3 335 90 E 3.1 11.6 3.1 2.4 270 515
        t|M 1.8 1.8 L 1.8 11 E 4.3 11 2.5 3 180 75 M 0 4.8 L 4.4 4.8
        u|M 0 4.8 L 0 10.2 E 3.5 10.2 3.5 3.8 180 0 M 7 4.8 L 7 14
        v|M 0 4.8 L 3.7 14 L 7.4 4.8
        w|M 0 4.8 L 2.7 14 L 5.4 5.4 L 8.1 14 L 10.8 4.8
        x|M 0 4.8 L 6.8 14 M 6.8 4.8 L 0 14
        y|M 0 4.8 L 3.8 14 M 7.4 4.8 L 3.2 15.8 E 1.4 15.6 2 2.2 25 105
        z|M 0.2 4.8 L 6.4 4.8 L 0 14 L 6.6 14
        .|M 0.4 13.7 L 0.4 14
        ,|M 1 13.4 L 0.2 16.2
        :|M 0.4 6.4 L 0.4 6.7 M 0.4 13.7 L 0.4 14
        ;|M 1 6.4 L 1 6.7 M 1 13.4 L 0.2 16.2
        !|M 0.4 0 L 0.4 10 M 0.4 13.7 L 0.4 14
        ?|A 3.5 3.5 3.5 3.5 190 405 L 3.5 8.4 L 3.5 10 M 3.5 13.7 L 3.5 14
        -|M 0 9 L 4.6 9
        –|M 0 9 L 7.5 9
        −|M 0 8.6 L 8 8.6
        +|M 0 8.6 L 8 8.6 M 4 4.6 L 4 12.6
        ±|M 0 7 L 8 7 M 4 3 L 4 11 M 0 14 L 8 14
        =|M 0 6.8 L 8 6.8 M 0 10.6 L 8 10.6
        ×|M 0.4 5.4 L 6.8 11.8 M 6.8 5.4 L 0.4 11.8
        →|M 0 8.6 L 10.5 8.6 M 6.8 4.9 L 10.5 8.6 L 6.8 12.3
        <|M 7 4.4 L 0 8.6 L 7 12.8
        >|M 0 4.4 L 7 8.6 L 0 12.8
        (|A 4.4 7 4.4 9.6 236 124
        )|A -1.2 7 4.4 9.6 304 416
        [|M 3.4 -2 L 0 -2 L 0 16.4 L 3.4 16.4
        ]|M 0 -2 L 3.4 -2 L 3.4 16.4 L 0 16.4
        /|M 0 16 L 6 -1.5
        %|A 2.6 3.2 2.6 3.2 0 360 M 10.4 0 L 2.4 14 A 10.2 10.8 2.6 3.2 0 360
        #|M 3 0.4 L 1.6 13.6 M 7.6 0.4 L 6.2 13.6 M 0 4.6 L 9 4.6 M -0.3 9.4 L 8.6 9.4
        _|M 0 16 L 8 16
        '|M 0.2 0 L 0.2 3.6
        "|M 0.2 0 L 0.2 3.6 M 3.2 0 L 3.2 3.6
        *|M 3 1 L 3 8 M 0 2.8 L 6 6.2 M 6 2.8 L 0 6.2
        @|A 6.5 8 3 3.2 0 360 L 9.5 9.6 E 11 9.6 1.5 1.8 180 0 E 6.5 8 6.5 7.6 0 -300
        &|M 10 14 L 2.6 5 E 4.4 3 2.6 3 145 405 L 2 8 E 3.8 10.6 3.8 3.4 220 30 L 9.6 7.6
        ·|M 0.4 8.4 L 0.4 8.7
        …|M 0.4 13.7 L 0.4 14 M 5 13.7 L 5 14 M 9.6 13.7 L 9.6 14
        °|A 2.4 2.4 2.4 2.4 0 360
        """);

    private static readonly Glyph Unknown = ParseGlyph("M 0 0 L 7 0 L 7 14 L 0 14 L 0 0");

    /// <summary>How wide a text is at a capital height, in the same unit as that height.</summary>
    public static float Measure(string text, float capHeight)
    {
        float units = 0;
        foreach (char character in text)
        {
            units += Advance(character);
        }

        return Math.Max(0, units - Spacing) * capHeight / CapHeight;
    }

    /// <summary>All straight pen strokes of a text whose first character's left edge on the baseline is the origin.</summary>
    public static IEnumerable<(float X1, float Y1, float X2, float Y2)> Strokes(string text, float capHeight)
    {
        float scale = capHeight / CapHeight, x = 0;
        foreach (char character in text)
        {
            if (character != ' ')
            {
                foreach (var (x1, y1, x2, y2) in Find(character).Strokes)
                {
                    yield return (x + (x1 * scale), (y1 - CapHeight) * scale, x + (x2 * scale), (y2 - CapHeight) * scale);
                }
            }

            x += Advance(character) * scale;
        }
    }

    private static float Advance(char character) => character == ' ' ? 5f : Find(character).Width + Spacing;

    private static Glyph Find(char character) => Glyphs.GetValueOrDefault(character, Unknown);

    private static Dictionary<char, Glyph> Parse(string table)
    {
        var glyphs = new Dictionary<char, Glyph>();
        foreach (string line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Glyph glyph = ParseGlyph(line[2..]);
            glyphs.Add(line[0], char.IsAsciiDigit(line[0]) ? glyph with { Width = 8 } : glyph);
        }

        return glyphs;
    }

    private static Glyph ParseGlyph(string path)
    {
        string[] words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int next = 0;
        float Number() => float.Parse(words[next++], CultureInfo.InvariantCulture);
        var strokes = new List<(float X1, float Y1, float X2, float Y2)>();
        (float X, float Y)? pen = null;
        void LineTo(float x, float y)
        {
            if (pen is var (fromX, fromY))
            {
                strokes.Add((fromX, fromY, x, y));
            }

            pen = (x, y);
        }

        while (next < words.Length)
        {
            char command = words[next++][0];
            if (command is 'M' or 'L')
            {
                pen = command == 'M' ? null : pen;
                LineTo(Number(), Number());
                continue;
            }

            pen = command == 'A' ? null : pen;
            float centerX = Number(), centerY = Number(), radiusX = Number(), radiusY = Number(), from = Number(), to = Number();
            int steps = Math.Max(2, (int)(MathF.Abs(to - from) / 15));
            for (int step = 0; step <= steps; step++)
            {
                float angle = (from + ((to - from) * step / steps)) * MathF.PI / 180;
                LineTo(centerX + (radiusX * MathF.Cos(angle)), centerY + (radiusY * MathF.Sin(angle)));
            }
        }

        return new Glyph([.. strokes], strokes.Max(stroke => Math.Max(stroke.X1, stroke.X2)));
    }

    private sealed record Glyph((float X1, float Y1, float X2, float Y2)[] Strokes, float Width);
}
