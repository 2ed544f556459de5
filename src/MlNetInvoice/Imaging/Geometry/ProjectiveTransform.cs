namespace MlNetInvoice.Imaging;

/// <summary>
/// A perspective mapping of the plane (homography): x' = (A·x + B·y + C) / (G·x + H·y + 1), y' = (D·x + E·y + F) / (G·x + H·y + 1).
/// </summary>
/// <remarks>P. S. Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3.</remarks>
public readonly record struct ProjectiveTransform
{
    private ProjectiveTransform(double a, double b, double c, double d, double e, double f, double g, double h)
    {
        A = a;
        B = b;
        C = c;
        D = d;
        E = e;
        F = f;
        G = g;
        H = h;
    }

    internal double A { get; }

    internal double B { get; }

    internal double C { get; }

    internal double D { get; }

    internal double E { get; }

    internal double F { get; }

    internal double G { get; }

    internal double H { get; }

    /// <summary>Whether parallel lines stay parallel.</summary>
    public bool IsAffine => G == 0 && H == 0;

    /// <summary>The mapping from an upright rectangle of pixels at the origin to a quad: from a warped picture back to its source.</summary>
    /// <param name="quad">Where the rectangle's corners go.</param>
    /// <param name="width">The rectangle's width, above 0.</param>
    /// <param name="height">The rectangle's height, above 0.</param>
    /// <exception cref="ArgumentException">Three corners of the quad lie on one line, so that no such mapping exists.</exception>
    public static ProjectiveTransform FromRectangle(Quad quad, double width, double height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (PixelPoint p0, PixelPoint p1, PixelPoint p2, PixelPoint p3) = (quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft);
        double dx1 = (double)p1.X - p2.X;
        double dx2 = (double)p3.X - p2.X;
        double dy1 = (double)p1.Y - p2.Y;
        double dy2 = (double)p3.Y - p2.Y;
        double sx = (double)p0.X - p1.X + p2.X - p3.X;
        double sy = (double)p0.Y - p1.Y + p2.Y - p3.Y;
        double determinant = (dx1 * dy2) - (dx2 * dy1);
        if (!(Math.Abs(determinant) > 1e-9))
        {
            throw new ArgumentException("Three corners of the quad lie on one line; a quad needs an area.", nameof(quad));
        }

        double g = ((sx * dy2) - (dx2 * sy)) / determinant;
        double h = ((dx1 * sy) - (sx * dy1)) / determinant;
        return new ProjectiveTransform(
            ((double)p1.X - p0.X + (g * p1.X)) / width,
            ((double)p3.X - p0.X + (h * p3.X)) / height,
            p0.X,
            ((double)p1.Y - p0.Y + (g * p1.Y)) / width,
            ((double)p3.Y - p0.Y + (h * p3.Y)) / height,
            p0.Y,
            g / width,
            h / height);
    }

    /// <summary>Where a point goes.</summary>
    /// <param name="point">The point.</param>
    public PixelPoint Map(PixelPoint point)
    {
        double w = (G * point.X) + (H * point.Y) + 1;
        return new PixelPoint((float)(((A * point.X) + (B * point.Y) + C) / w), (float)(((D * point.X) + (E * point.Y) + F) / w));
    }

    /// <summary>Where the corners of a quad go.</summary>
    /// <param name="quad">The quad.</param>
    public Quad Map(Quad quad) => new(Map(quad.TopLeft), Map(quad.TopRight), Map(quad.BottomRight), Map(quad.BottomLeft));

    /// <summary>The mapping back.</summary>
    /// <exception cref="InvalidOperationException">The mapping sends the plane to a line, or the origin to infinity on the way back.</exception>
    public ProjectiveTransform Invert()
    {
        double a = E - (F * H);
        double b = (C * H) - B;
        double c = (B * F) - (C * E);
        double d = (F * G) - D;
        double e = A - (C * G);
        double f = (C * D) - (A * F);
        double g = (D * H) - (E * G);
        double h = (B * G) - (A * H);
        double i = (A * E) - (B * D);
        return Math.Abs(i) > 1e-12
            ? new ProjectiveTransform(a / i, b / i, c / i, d / i, e / i, f / i, g / i, h / i)
            : throw new InvalidOperationException("The mapping cannot be inverted.");
    }
}
