using MlNetInvoice.Imaging;

namespace MlNetInvoice.EmguCV;

/// <summary>A turn about the picture's centre that makes a skewed line level.</summary>
internal sealed class Levelling
{
    private readonly double _cosine;
    private readonly double _sine;
    private readonly double _centerX;
    private readonly double _centerY;

    public Levelling(int width, int height, float skewDegrees)
    {
        SkewDegrees = skewDegrees;
        (_sine, _cosine) = Math.SinCos(skewDegrees * Math.PI / 180);
        _centerX = (width - 1) / 2.0;
        _centerY = (height - 1) / 2.0;
    }

    public float SkewDegrees { get; }

    /// <summary>The 2×3 matrix from the skewed to the level picture, as OpenCV takes it (pixel centres at whole numbers).</summary>
    public double[,] ToMatrix() => new[,]
    {
        { _cosine, _sine, _centerX - (_cosine * _centerX) - (_sine * _centerY) },
        { -_sine, _cosine, _centerY + (_sine * _centerX) - (_cosine * _centerY) },
    };

    /// <summary>Where a box of the level picture stands in the skewed one.</summary>
    public Quad ToSource(PixelBox box) => SkewDegrees == 0
        ? Quad.FromBox(box)
        : new Quad(ToSource(box.X, box.Y), ToSource(box.Right, box.Y), ToSource(box.Right, box.Bottom), ToSource(box.X, box.Bottom));

    private PixelPoint ToSource(double x, double y)
    {
        double dx = x - 0.5 - _centerX;
        double dy = y - 0.5 - _centerY;
        return new PixelPoint(
            (float)((dx * _cosine) - (dy * _sine) + _centerX + 0.5),
            (float)((dx * _sine) + (dy * _cosine) + _centerY + 0.5));
    }
}
