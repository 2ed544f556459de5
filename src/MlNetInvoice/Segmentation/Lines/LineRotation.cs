using System.Numerics;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>Turns a skewed line upright about its centre, on a canvas just large enough, and maps boxes back.</summary>
internal sealed class LineRotation
{
    private readonly float _cosine;
    private readonly float _sine;
    private readonly int _sourceHeight;
    private readonly int _sourceWidth;

    public LineRotation(int width, int height, float skewDegrees)
    {
        _sourceWidth = width;
        _sourceHeight = height;
        float radians = skewDegrees * MathF.PI / 180f;
        (_sine, _cosine) = MathF.SinCos(radians);
        SkewDegrees = skewDegrees;
        Width = (int)MathF.Ceiling((width * _cosine) + (height * MathF.Abs(_sine)));
        Height = (int)MathF.Ceiling((height * _cosine) + (width * MathF.Abs(_sine)));
    }

    /// <summary>The skew that is corrected, positive where the line falls to the right.</summary>
    public float SkewDegrees { get; }

    public bool IsIdentity => SkewDegrees == 0;

    public int Width { get; }

    public int Height { get; }

    /// <summary>
    /// From the level picture to the skewed one where a pixel's centre is a whole number, as OpenCV counts. (Here a pixel's corner is; the half pixels of either side
    /// are in the offsets.)
    /// </summary>
    public Matrix3x2 CentersToSource
    {
        get
        {
            PixelPoint origin = ToSource(0.5f, 0.5f);
            return new Matrix3x2(_cosine, _sine, -_sine, _cosine, origin.X - 0.5f, origin.Y - 0.5f);
        }
    }

    public GrayImage Apply(GrayImage source)
    {
        var target = new GrayImage(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            Span<byte> row = target.GetRow(y);
            for (int x = 0; x < row.Length; x++)
            {
                PixelPoint point = ToSource(x + 0.5f, y + 0.5f);
                row[x] = Sample(source, point.X - 0.5f, point.Y - 0.5f);
            }
        }

        return target;
    }

    public Quad ToSource(PixelBox box) => IsIdentity
        ? Quad.FromBox(box)
        : new Quad(ToSource(box.X, box.Y), ToSource(box.Right, box.Y), ToSource(box.Right, box.Bottom), ToSource(box.X, box.Bottom));

    private PixelPoint ToSource(float x, float y)
    {
        float dx = x - (Width / 2f);
        float dy = y - (Height / 2f);
        return new PixelPoint((dx * _cosine) - (dy * _sine) + (_sourceWidth / 2f), (dx * _sine) + (dy * _cosine) + (_sourceHeight / 2f));
    }

    private static byte Sample(GrayImage image, float x, float y)
    {
        x = Math.Clamp(x, 0, image.Width - 1);
        y = Math.Clamp(y, 0, image.Height - 1);
        int x0 = (int)x;
        int y0 = (int)y;
        int x1 = Math.Min(x0 + 1, image.Width - 1);
        ReadOnlySpan<byte> upper = image.GetRow(y0);
        ReadOnlySpan<byte> lower = image.GetRow(Math.Min(y0 + 1, image.Height - 1));
        float top = float.Lerp(upper[x0], upper[x1], x - x0);
        float bottom = float.Lerp(lower[x0], lower[x1], x - x0);
        return (byte)(float.Lerp(top, bottom, y - y0) + 0.5f);
    }
}
