using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>A slip at its place in the picture.</summary>
internal sealed record LaidSlip(Slip Slip, ProjectiveTransform Map, ProjectiveTransform Back, CrumpleField? Crumple)
{
    /// <summary>Where a point of the sheet is seen.</summary>
    public PixelPoint ToPicture(PixelPoint point)
    {
        (float dx, float dy, _) = Crumple?.At(point.X, point.Y) ?? (0, 0, 1);
        return Map.Map(new PixelPoint(point.X - dx, point.Y - dy));
    }

    public Quad ToPicture(Quad quad) => new(ToPicture(quad.TopLeft), ToPicture(quad.TopRight), ToPicture(quad.BottomRight), ToPicture(quad.BottomLeft));

    /// <summary>Whether the slip, with some air round it, lies over a point of the picture.</summary>
    public bool Covers(PixelPoint point, float air = 0)
    {
        PixelPoint at = Back.Map(point);
        return at.X > -air && at.Y > -air && at.X < Slip.Width + air && at.Y < Slip.Height + air;
    }

    /// <summary>Share of a quad of the picture that the slip covers.</summary>
    public float Hides(Quad quad)
    {
        int covered = 0;
        for (int i = 0; i < 33; i++)
        {
            float u = (i % 11) / 10f, v = (i / 11) / 2f;
            float x = Mix(Mix(quad.TopLeft.X, quad.TopRight.X, u), Mix(quad.BottomLeft.X, quad.BottomRight.X, u), v);
            float y = Mix(Mix(quad.TopLeft.Y, quad.TopRight.Y, u), Mix(quad.BottomLeft.Y, quad.BottomRight.Y, u), v);
            covered += Covers(new PixelPoint(x, y)) ? 1 : 0;
        }

        return covered / 33f;
    }

    private static float Mix(float a, float b, float share) => a + (share * (b - a));
}
