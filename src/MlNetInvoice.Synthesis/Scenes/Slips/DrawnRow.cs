using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A row of text as it was drawn on a sheet: its characters, where it ends, and the ink alone, before anything else lay on it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Characters">Its characters; blanks are left out.</param>
/// <param name="End">Where the pen stood after it.</param>
/// <param name="Mask">Coverage of its ink in a window of the sheet.</param>
/// <param name="Left">The window's left edge on the sheet.</param>
/// <param name="Top">The window's top edge on the sheet.</param>
internal sealed record DrawnRow(string Text, List<PrintedCharacter> Characters, float End, Plane? Mask, int Left, int Top)
{
    /// <summary>Corners of all characters, or of some: cap line to baseline, first ink to last ink.</summary>
    public Quad Quad(int first = 0, int count = int.MaxValue)
    {
        int last = Math.Min(Characters.Count, count == int.MaxValue ? Characters.Count : first + count) - 1;
        return new Quad(Corner(first, -1, -1), Corner(last, 1, -1), Corner(last, 1, 1), Corner(first, -1, 1));
    }

    /// <summary>The row moved with its sheet.</summary>
    public DrawnRow Moved(int dx, int dy) => this with
    {
        Characters = [.. Characters.Select(c => c with { Center = new PixelPoint(c.Center.X + dx, c.Center.Y + dy), CellCenter = new PixelPoint(c.CellCenter.X + dx, c.CellCenter.Y + dy) })],
        End = End + dx,
        Left = Left + dx,
        Top = Top + dy,
    };

    private PixelPoint Corner(int index, float across, float down)
    {
        PrintedCharacter character = Characters[index];
        (float sin, float cos) = MathF.SinCos(character.Angle);
        float x = across * character.Width / 2, y = down * character.CapHeight / 2;
        return new PixelPoint(character.Center.X + (cos * x) - (sin * y), character.Center.Y + (sin * x) + (cos * y));
    }
}
