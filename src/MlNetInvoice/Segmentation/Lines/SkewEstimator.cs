using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>Finds the angle of a text line: the one along which the row profile of the ink is sharpest (Postl 1986).</summary>
internal static class SkewEstimator
{
    /// <summary>The skew in degrees, positive where the line falls to the right, to half a degree.</summary>
    /// <param name="mask">Ink where a pixel is not 0.</param>
    /// <param name="maxDegrees">Largest skew either way.</param>
    public static float Estimate(GrayImage mask, float maxDegrees)
    {
        var xs = new List<float>();
        var ys = new List<int>();
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> row = mask.GetRow(y);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] != 0)
                {
                    xs.Add(x - (mask.Width / 2f));
                    ys.Add(y);
                }
            }
        }

        float best = 0;
        double bestSharpness = xs.Count == 0 ? double.MaxValue : Sharpness(xs, ys, 0, mask) * 1.02;
        for (float degrees = -maxDegrees; degrees <= maxDegrees && xs.Count > 0; degrees += 0.5f)
        {
            double sharpness = Sharpness(xs, ys, degrees, mask);
            if (sharpness > bestSharpness)
            {
                bestSharpness = sharpness;
                best = degrees;
            }
        }

        return best;
    }

    private static double Sharpness(List<float> xs, List<int> ys, float degrees, GrayImage mask)
    {
        float slope = MathF.Tan(degrees * MathF.PI / 180f);
        int margin = (int)MathF.Ceiling(MathF.Abs(slope) * mask.Width / 2f) + 1;
        int[] profile = new int[mask.Height + (2 * margin)];
        for (int i = 0; i < xs.Count; i++)
        {
            profile[margin + (int)MathF.Round(ys[i] - (slope * xs[i]))]++;
        }

        double sum = 0;
        for (int i = 1; i < profile.Length; i++)
        {
            double step = profile[i] - profile[i - 1];
            sum += step * step;
        }

        return sum;
    }
}
