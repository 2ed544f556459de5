using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>A projective map of the plane: x' = (a·x + b·y + c)/(g·x + h·y + 1), y' = (d·x + e·y + f)/(g·x + h·y + 1), from Heckbert's square to quadrilateral (1989).</summary>
internal readonly record struct Homography(double A, double B, double C, double D, double E, double F, double G, double H, double I)
{
    /// <summary>The map that sends the rectangle 0…width × 0…height to a quad.</summary>
    public static Homography FromRectangle(double width, double height, Quad quad)
    {
        double x0 = quad.TopLeft.X, x1 = quad.TopRight.X, x2 = quad.BottomRight.X, x3 = quad.BottomLeft.X;
        double y0 = quad.TopLeft.Y, y1 = quad.TopRight.Y, y2 = quad.BottomRight.Y, y3 = quad.BottomLeft.Y;
        double sx = x0 - x1 + x2 - x3, sy = y0 - y1 + y2 - y3, dx1 = x1 - x2, dx2 = x3 - x2, dy1 = y1 - y2, dy2 = y3 - y2;
        double determinant = (dx1 * dy2) - (dx2 * dy1);
        double g = ((sx * dy2) - (dx2 * sy)) / determinant, h = ((dx1 * sy) - (sx * dy1)) / determinant;
        return new Homography(
            (x1 - x0 + (g * x1)) / width, (x3 - x0 + (h * x3)) / height, x0,
            (y1 - y0 + (g * y1)) / width, (y3 - y0 + (h * y3)) / height, y0,
            g / width, h / height, 1);
    }

    /// <summary>The map back, up to a common factor.</summary>
    public Homography Inverse() => new(
        (E * I) - (F * H), (C * H) - (B * I), (B * F) - (C * E),
        (F * G) - (D * I), (A * I) - (C * G), (C * D) - (A * F),
        (D * H) - (E * G), (B * G) - (A * H), (A * E) - (B * D));

    public PixelPoint Apply(float x, float y)
    {
        double w = (G * x) + (H * y) + I;
        return new PixelPoint((float)(((A * x) + (B * y) + C) / w), (float)(((D * x) + (E * y) + F) / w));
    }
}
