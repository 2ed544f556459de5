using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>A flat slip of paper in colour that is printed layer by layer: draw with one ink, then <see cref="Stain"/>. Belongs to one thread.</summary>
internal sealed class Sheet
{
    private readonly LineSetter _setter = new();

    public Sheet(int width, int height, SheetInk paper)
    {
        Red.Reset(width, height, paper.Red);
        Green.Reset(width, height, paper.Green);
        Blue.Reset(width, height, paper.Blue);
        Ink.Reset(width, height, 0);
    }

    public Plane Red { get; } = new();

    public Plane Green { get; } = new();

    public Plane Blue { get; } = new();

    /// <summary>Coverage of the layer in hand.</summary>
    public Plane Ink { get; } = new();

    /// <summary>Gives the memory of its pixels back; its size stays known.</summary>
    public void Release()
    {
        Red.Release();
        Green.Release();
        Blue.Release();
        Ink.Release();
    }

    public int Width => Ink.Width;

    public int Height => Ink.Height;

    /// <summary>Draws text with its baseline's start at a point; returns where the text ends.</summary>
    public float Text(string text, LineStyle style, float x, float baseline, ref SampleRandom random, List<PrintedCharacter>? truth = null)
    {
        _setter.Set(Ink, text, style, x, baseline, ref random, truth);
        return x + (LineSetter.Measure(text, style) * style.CapHeight);
    }

    /// <summary>Draws text round the middle of a span.</summary>
    public void Centered(string text, LineStyle style, float left, float right, float baseline, ref SampleRandom random, List<PrintedCharacter>? truth = null) =>
        Text(text, style, ((left + right) / 2) - (LineSetter.Measure(text, style) * style.CapHeight / 2), baseline, ref random, truth);

    /// <summary>A filled rectangle of ink.</summary>
    public void Box(float left, float top, float right, float bottom, float density = 1)
    {
        int x0 = Math.Max(0, (int)MathF.Floor(left)), x1 = Math.Min(Width, (int)MathF.Ceiling(right));
        int y0 = Math.Max(0, (int)MathF.Floor(top)), y1 = Math.Min(Height, (int)MathF.Ceiling(bottom));
        for (int y = y0; y < y1; y++)
        {
            float tall = MathF.Min(y + 1, bottom) - MathF.Max(y, top);
            Span<float> row = Ink.Row(y);
            for (int x = x0; x < x1; x++)
            {
                float wide = MathF.Min(x + 1, right) - MathF.Max(x, left);
                row[x] = 1 - ((1 - row[x]) * (1 - (tall * wide * density)));
            }
        }
    }

    /// <summary>A rectangle's outline.</summary>
    public void Frame(float left, float top, float right, float bottom, float thick)
    {
        Box(left, top, right, top + thick);
        Box(left, bottom - thick, right, bottom);
        Box(left, top + thick, left + thick, bottom - thick);
        Box(right - thick, top + thick, right, bottom - thick);
    }

    /// <summary>Lets the layer's ink into the paper and starts the next layer.</summary>
    public void Stain(SheetInk color, float density = 1)
    {
        Apply(Red, color.Red, density);
        Apply(Green, color.Green, density);
        Apply(Blue, color.Blue, density);
        Ink.Values.Clear();
    }

    /// <summary>Covers what lies below with the layer's colour, as a screen or opaque paint does, and starts the next layer.</summary>
    public void Paint(SheetInk color)
    {
        Cover(Red, color.Red);
        Cover(Green, color.Green);
        Cover(Blue, color.Blue);
        Ink.Values.Clear();
    }

    private void Cover(Plane plane, float light)
    {
        Span<float> values = plane.Values;
        ReadOnlySpan<float> ink = Ink.Values;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += ink[i] * (light - values[i]);
        }
    }

    private void Apply(Plane plane, float light, float density)
    {
        Span<float> values = plane.Values;
        ReadOnlySpan<float> ink = Ink.Values;
        float absorbed = (1 - light) * density;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= 1 - (ink[i] * absorbed);
        }
    }
}
