using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A sheet in the making with the truth of what stands on it. Belongs to one thread.</summary>
internal sealed class Slip(int width, int height, SheetInk paper, SlipKind kind)
{
    private readonly LineSetter _setter = new();

    public Sheet Sheet { get; } = new(width, height, paper);

    public SlipKind Kind { get; } = kind;

    public List<SlipNumber> Numbers { get; } = [];

    public List<SlipRival> Rivals { get; } = [];

    /// <summary>Printed fields whose truth is wanted.</summary>
    public List<SlipField> Fields { get; } = [];

    /// <summary>Codes that can be decoded.</summary>
    public List<SlipCode> Codes { get; } = [];

    public int Width => Sheet.Width;

    public int Height => Sheet.Height;

    /// <summary>Draws text into the layer in hand; returns where it ends.</summary>
    public float Text(string text, LineStyle style, float x, float baseline, ref SampleRandom random) => Sheet.Text(text, style, x, baseline, ref random);

    /// <summary>Draws a caption and a value; the value counts as a rival where a kind is given. Returns where it ends.</summary>
    public float Field(string caption, string value, RivalKind? kind, LineStyle style, float x, float baseline, ref SampleRandom random)
    {
        float at = Sheet.Text(caption, style, x, baseline, ref random);
        DrawnRow row = Row(value, style, at, baseline, ref random);
        if (kind is { } rival && row.Characters.Count > 0)
        {
            Rivals.Add(new SlipRival(value, row.Quad(), rival));
        }

        return row.End;
    }

    /// <summary>Draws the value of a field whose truth is wanted; it counts as a rival, too, where a kind is given.</summary>
    public DrawnRow Value(string name, string value, LineStyle style, float x, float baseline, ref SampleRandom random, RivalKind? kind = null)
    {
        DrawnRow row = Row(value, style, x, baseline, ref random, withMask: true);
        Fields.Add(new SlipField(name, row));
        if (kind is { } rival)
        {
            Rivals.Add(new SlipRival(value, row.Quad(), rival));
        }

        return row;
    }

    /// <summary>Draws a whole number in one row: with a dash, a blank or nothing between letters and digits.</summary>
    public DrawnRow Number(string number, string between, LineStyle style, float x, float baseline, ref SampleRandom random)
    {
        DrawnRow row = Row($"{number[..2]}{between}{number[3..]}", style, x, baseline, ref random, withMask: true);
        Numbers.Add(new SlipNumber(number, row, row, Kind));
        return row;
    }

    /// <summary>Draws a row whose truth is wanted.</summary>
    public DrawnRow Row(string text, LineStyle style, float x, float baseline, ref SampleRandom random, bool withMask = false)
    {
        SampleRandom again = random;
        var characters = new List<PrintedCharacter>();
        float end = Sheet.Text(text, style, x, baseline, ref random, characters);
        if (!withMask)
        {
            return new DrawnRow(text, characters, end, null, 0, 0);
        }

        // The same numbers set the same row, apart from all other ink, into a window of its own.
        float air = (0.4f * style.CapHeight) + 2;
        int left = (int)(x - air), top = (int)(characters.Min(c => c.Center.Y) - (0.5f * style.CapHeight) - air);
        var mask = new Plane();
        mask.Reset((int)(end - left + air), (int)(characters.Max(c => c.Center.Y) + (0.5f * style.CapHeight) + air) - top, 0);
        _setter.Set(mask, text, style, x - left, baseline - top, ref again, null);
        return new DrawnRow(text, characters, end, mask, left, top);
    }

    /// <summary>Where text must start to stand in the middle of a span.</summary>
    public static float Middle(string text, LineStyle style, float left, float right) => ((left + right) / 2) - (LineSetter.Measure(text, style) * style.CapHeight / 2);

    /// <summary>Where text must start to end at a place.</summary>
    public static float Before(string text, LineStyle style, float right) => right - (LineSetter.Measure(text, style) * style.CapHeight);

    /// <summary>Lines of a table.</summary>
    public void Grid(float left, float top, float right, float bottom, ReadOnlySpan<float> columns, int rows, float thick)
    {
        Sheet.Frame(left, top, right, bottom, 1.4f * thick);
        foreach (float share in columns)
        {
            float x = left + (share * (right - left));
            Sheet.Box(x, top, x + thick, bottom);
        }

        for (int i = 1; i < rows; i++)
        {
            float y = top + ((bottom - top) * i / rows);
            Sheet.Box(left, y, right, y + thick);
        }
    }

    /// <summary>Wears the layer in hand and lets it into the paper.</summary>
    public void Press(SheetInk ink, float density, float cap, float severity, ref SampleRandom random)
    {
        SampleRandom wear = random.Fork();
        InkWear.Apply(Sheet.Ink, ref wear, cap, severity);
        Sheet.Stain(ink, density);
    }
}
