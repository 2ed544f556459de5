using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>A place that the detector takes for a number's eight digits, in pixels of the picture.</summary>
internal readonly record struct DetectorHit(Quad Quad, float Cap, float Score)
{
    // Eight digits are about 6.6 times as long as high.
    private const float HalfLength = 3.3f;

    public static DetectorHit At(float x, float y, float angle, float cap, float score)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        PixelPoint Corner(float along, float across) => new(x + (cap * ((along * cos) - (across * sin))), y + (cap * ((along * sin) + (across * cos))));
        var quad = new Quad(Corner(-HalfLength, -0.5f), Corner(HalfLength, -0.5f), Corner(HalfLength, 0.5f), Corner(-HalfLength, 0.5f));
        return new DetectorHit(quad, cap, score);
    }

    public NumberLineCandidate ToCandidate() => new(Quad, Cap, 2 * HalfLength * Cap / 8, 8, Score);
}
