using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>One way to lay a strip over a line, and what it reads as.</summary>
internal sealed class LineHypothesis
{
    /// <summary>Where the line is thought to lie.</summary>
    public LineGeometry Geometry { get; set; }

    /// <summary>Strip columns per strip row.</summary>
    public float Stretch { get; set; } = 1f;

    /// <summary>Columns of the strip left and right of the geometry.</summary>
    public int Margin { get; set; }

    /// <summary>Columns of the strip.</summary>
    public int Width { get; set; }

    public bool LightInk { get; set; }

    /// <summary>Columns from one window to the next.</summary>
    public int Step { get; set; }

    /// <summary>What the strip reads as.</summary>
    public NumberPath Path { get; } = new();

    /// <summary>Path score per digit: hypotheses of one line are compared by it.</summary>
    public float Quality => Path.Count == 0 ? float.NegativeInfinity : Path.Score / Path.Count;

    /// <summary>Column of the middle of a digit's window in the strip.</summary>
    public float CenterColumn(int digit) => (Path.Positions[digit] * Step) + (LineNormalizer.WindowColumns / 2f);

    /// <summary>A place in the picture: a column of the strip and a share of the band's height.</summary>
    public PixelPoint At(float column, float v) => Geometry.At((column - Margin) / (Width - (2 * Margin)), v);

    /// <summary>The column of the strip at which a place of the picture stands.</summary>
    public float ColumnOf(PixelPoint place)
    {
        PixelPoint left = Geometry.At(0, 0.5f);
        PixelPoint right = Geometry.At(1, 0.5f);
        float dx = right.X - left.X;
        float dy = right.Y - left.Y;
        float along = (((place.X - left.X) * dx) + ((place.Y - left.Y) * dy)) / Math.Max(1e-6f, (dx * dx) + (dy * dy));
        return Margin + (along * (Width - (2 * Margin)));
    }

    /// <summary>The rectangle of a digit in the picture.</summary>
    public Quad BoxOf(int digit)
    {
        float half = Path.Pitch * Step * 0.46f;
        float center = CenterColumn(digit);
        return new Quad(At(center - half, 0), At(center + half, 0), At(center + half, 1), At(center - half, 1));
    }

    /// <summary>The rectangle of all digits in the picture.</summary>
    public Quad Box => new(BoxOf(0).TopLeft, BoxOf(Path.Count - 1).TopRight, BoxOf(Path.Count - 1).BottomRight, BoxOf(0).BottomLeft);
}
