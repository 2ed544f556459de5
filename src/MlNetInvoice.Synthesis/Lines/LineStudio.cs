using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Prints a line on paper and photographs it. Holds the buffers of one thread; what it draws depends only on the random numbers given.</summary>
internal sealed class LineStudio(FacePool pool)
{
    /// <summary>Given as the text, it stands for an invoice number as the style sets it.</summary>
    public const string NumberText = "number";

    // Share of a training's lines that ideographs stand right in front of.
    private const float CaptionedShare = 0.3f;

    private readonly LineSetter _setter = new();
    private readonly Plane _ink = new();
    private readonly Plane _other = new();
    private readonly Plane _picture = new();
    private readonly List<PrintedCharacter> _truth = [];

    /// <summary>Draws a line.</summary>
    /// <param name="random">The sample's numbers.</param>
    /// <param name="text">What to print; null: a random text as invoices have them; <see cref="NumberText"/>: an invoice number.</param>
    /// <param name="minimumCap">Smallest height of a capital, pixels.</param>
    /// <param name="maximumCap">Largest height of a capital, pixels.</param>
    /// <param name="severity">0 clean to 1 the worst that is still legible.</param>
    public PrintedLine Draw(ref SampleRandom random, string? text, float minimumCap, float maximumCap, float severity)
    {
        LineStyle style = LineStyle.Draw(ref random, pool, minimumCap, maximumCap, severity);
        if (text is null)
        {
            text = DrawText(ref random, style);
            if (random.Chance(CaptionedShare))
            {
                style = style with { IdeographFace = pool.PickIdeographs(ref random, style.Face.Kind) };
                text = LineText.Captioned(ref random, text);
            }
        }

        text = text switch
        {
            NumberText => LineText.Number(ref random, dash: !style.LettersApart),
            _ => text,
        };
        float cap = style.CapHeight;
        float length = LineSetter.Measure(text, style) * cap;
        float margin = random.Range(0.8f, 1.3f) * cap, rise = MathF.Abs(MathF.Sin(style.Angle)) * length;
        int width = (int)(length + (2 * margin)) + 2, height = (int)((2.7f * cap) + rise) + 2;
        float startX = margin + random.NextFloat(), baseline = (1.85f * cap) + random.NextFloat() + (style.Angle < 0 ? rise : 0);
        _ink.Reset(width, height, 0);
        _truth.Clear();
        _setter.Set(_ink, text, style, startX, baseline, ref random, _truth);
        if (random.Chance(0.55f))
        {
            DrawNeighbours(ref random, style, baseline);
        }

        SampleRandom wear = random.Fork(), paper = random.Fork(), camera = random.Fork();
        InkWear.Apply(_ink, ref wear, cap, severity);
        _picture.Reset(width, height, 1);
        Paper.Paint(_picture, ref paper, cap, severity);
        float contrast = random.Chance(0.1f * severity) ? random.Range(0.12f, 0.35f) : random.Range(0.92f - (0.6f * severity), 0.98f);
        bool stamped = style.LettersApart;
        if (random.Chance(stamped ? 0.75f : 0.12f))
        {
            Paper.Guilloche(_picture, ref paper, cap, random.Range(0.04f, 0.15f + (0.4f * severity)) * contrast);
        }

        if (random.Chance(stamped ? 0.2f : 0.03f))
        {
            Paper.Loops(_picture, _other, ref paper, cap, baseline, random.Range(0.06f, 0.5f) * contrast);
        }

        if (random.Chance((stamped ? 0.4f : 0.08f) * severity))
        {
            Underprint(ref random, style, baseline, contrast);
        }

        if (random.Chance(0.15f))
        {
            Paper.Rule(_picture, ref paper, cap, baseline - (cap / 2));
        }

        Compose(ref random, cap, contrast, stamped);
        Camera.Shoot(_picture, ref camera, cap, severity, contrast);
        var image = new GrayImage(width, height);
        _picture.ToBytes(image.Pixels);
        return new PrintedLine(image, text, [.. _truth], style.Face.Name, LightInk: false);
    }

    private static string DrawText(ref SampleRandom random, LineStyle style)
    {
        float kind = random.NextFloat();
        if (style.LettersApart)
        {
            return kind < 0.8f ? LineText.Number(ref random, dash: false) : LineText.DigitRun(ref random, 8);
        }

        return kind < 0.35f ? LineText.Number(ref random, dash: true)
            : kind < 0.8f ? LineText.Mixed(ref random)
            : LineText.Everyday(ref random);
    }

    /// <summary>The lines above and below, which reach into the windows of this one.</summary>
    private void DrawNeighbours(ref SampleRandom random, LineStyle style, float baseline)
    {
        bool sameFace = random.Chance(0.4f);
        for (int side = -1; side <= 1; side += 2)
        {
            if (random.Chance(0.3f))
            {
                continue;
            }

            float scale = random.LogRange(0.45f, 1.3f);
            LineStyle other = style with
            {
                Face = sameFace ? style.Face : pool.Pick(ref random),
                CapHeight = style.CapHeight * scale,
                Stretch = 1,
                Pitch = 0,
                LetterScale = 1,
            };
            other = other with { LetterFace = other.Face };
            // The gap between the lines, in capitals of this one.
            float gap = random.Range(0.14f, 0.6f);
            float y = side < 0 ? baseline - (style.CapHeight * (1 + gap)) : baseline + (style.CapHeight * (gap + scale));
            for (float x = random.Range(-0.5f, 2) * style.CapHeight; x < _ink.Width;)
            {
                string text = random.Chance(0.7f) ? LineText.Everyday(ref random) : LineText.Mixed(ref random);
                _setter.Set(_ink, text, other, x, y + (x * MathF.Sin(style.Angle)), ref random, null, random.Range(0.5f, 1));
                x += (LineSetter.Measure(text, other) + random.Range(0.3f, 3)) * other.CapHeight;
            }
        }
    }

    /// <summary>Larger, lighter text of the form that the line was printed over.</summary>
    private void Underprint(ref SampleRandom random, LineStyle style, float baseline, float contrast)
    {
        PrintFace face = pool.PickLetters(ref random);
        var under = new LineStyle { Face = face, LetterFace = face, CapHeight = style.CapHeight * random.Range(0.7f, 2.5f), Stretch = random.Range(0.8f, 1.3f), Angle = style.Angle };
        _other.Reset(_picture.Width, _picture.Height, 0);
        float x = random.Range(-0.1f, 0.8f) * _picture.Width, y = baseline + (random.Range(-1.2f, 1.6f) * style.CapHeight);
        _setter.Set(_other, LineText.Everyday(ref random), under, x, y, ref random, null);
        float density = random.Range(0.05f, 0.4f) * contrast;
        Span<float> picture = _picture.Values;
        ReadOnlySpan<float> ink = _other.Values;
        for (int i = 0; i < picture.Length; i++)
        {
            picture[i] *= 1 - (density * ink[i]);
        }
    }

    private void Compose(ref SampleRandom random, float cap, float contrast, bool stamped)
    {
        if (random.Chance(stamped ? 0.4f : 0.1f))
        {
            // A stamp's ink bleeds into a faint fringe.
            _other.CopyFrom(_ink);
            _other.Blur(random.Range(0.05f, 0.14f) * cap);
            float strength = random.Range(0.1f, 0.4f);
            Span<float> ink = _ink.Values;
            ReadOnlySpan<float> fringe = _other.Values;
            for (int i = 0; i < ink.Length; i++)
            {
                ink[i] = 1 - ((1 - ink[i]) * (1 - (strength * fringe[i])));
            }
        }

        Span<float> picture = _picture.Values;
        ReadOnlySpan<float> coverage = _ink.Values;
        for (int i = 0; i < picture.Length; i++)
        {
            picture[i] *= 1 - (coverage[i] * contrast);
        }
    }
}
