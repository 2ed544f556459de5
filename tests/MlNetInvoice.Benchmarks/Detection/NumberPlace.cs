using MlNetInvoice.Imaging;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>Middle, angle (radians) and height of a number's digits, and their length.</summary>
internal readonly struct NumberPlace
{
    public NumberPlace(Quad quad)
    {
        X = (quad.TopLeft.X + quad.TopRight.X + quad.BottomRight.X + quad.BottomLeft.X) / 4;
        Y = (quad.TopLeft.Y + quad.TopRight.Y + quad.BottomRight.Y + quad.BottomLeft.Y) / 4;
        float dx = quad.TopRight.X + quad.BottomRight.X - quad.TopLeft.X - quad.BottomLeft.X;
        float dy = quad.TopRight.Y + quad.BottomRight.Y - quad.TopLeft.Y - quad.BottomLeft.Y;
        Angle = MathF.Atan2(dy, dx);
        Length = MathF.Sqrt((dx * dx) + (dy * dy)) / 2;
        float downX = quad.BottomLeft.X + quad.BottomRight.X - quad.TopLeft.X - quad.TopRight.X;
        float downY = quad.BottomLeft.Y + quad.BottomRight.Y - quad.TopLeft.Y - quad.TopRight.Y;
        Cap = MathF.Sqrt((downX * downX) + (downY * downY)) / 2;
    }

    public float X { get; }

    public float Y { get; }

    public float Angle { get; }

    public float Length { get; }

    public float Cap { get; }
}
