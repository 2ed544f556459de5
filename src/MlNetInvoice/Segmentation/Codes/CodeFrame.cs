using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>A certificate's own directions, taken from one of its QR codes: places are given in sides of the code from its upper left corner.</summary>
internal readonly struct CodeFrame
{
    private readonly PixelPoint _origin;
    private readonly float _ux;
    private readonly float _uy;
    private readonly float _vx;
    private readonly float _vy;

    /// <summary>Takes the directions of a code.</summary>
    public CodeFrame(Quad code)
    {
        _origin = code.TopLeft;
        (_ux, _uy) = (code.TopRight.X - code.TopLeft.X, code.TopRight.Y - code.TopLeft.Y);
        (_vx, _vy) = (code.BottomLeft.X - code.TopLeft.X, code.BottomLeft.Y - code.TopLeft.Y);
        Side = 0.5f * (MathF.Sqrt((_ux * _ux) + (_uy * _uy)) + MathF.Sqrt((_vx * _vx) + (_vy * _vy)));
    }

    /// <summary>The directions of a number: in lengths of its eight digits, from the middle of their left edge.</summary>
    /// <param name="digits">Where the digits stand.</param>
    public static CodeFrame OfNumber(Quad digits)
    {
        var line = new LineGeometry(digits);
        float down = line.Length / Math.Max(1f, line.Height);
        return new CodeFrame(new Quad(line.At(0, 0.5f), line.At(1, 0.5f), line.At(1, 0.5f + down), line.At(0, 0.5f + down)));
    }

    /// <summary>Mean length of the code's sides in pixels.</summary>
    public float Side { get; }

    /// <summary>A place in the picture.</summary>
    public PixelPoint At(float along, float down) => new(_origin.X + (along * _ux) + (down * _vx), _origin.Y + (along * _uy) + (down * _vy));

    /// <summary>Where a point of the picture lies, in sides of the code.</summary>
    public (float Along, float Down) Of(PixelPoint point)
    {
        float x = point.X - _origin.X, y = point.Y - _origin.Y, area = (_ux * _vy) - (_uy * _vx);
        return MathF.Abs(area) < 1e-3f ? (0, 0) : (((x * _vy) - (y * _vx)) / area, ((_ux * y) - (_uy * x)) / area);
    }

    /// <summary>Where the middle of a quad lies.</summary>
    public (float Along, float Down) Of(Quad quad) => Of(new PixelPoint(
        (quad.TopLeft.X + quad.TopRight.X + quad.BottomRight.X + quad.BottomLeft.X) / 4, (quad.TopLeft.Y + quad.TopRight.Y + quad.BottomRight.Y + quad.BottomLeft.Y) / 4));
}
