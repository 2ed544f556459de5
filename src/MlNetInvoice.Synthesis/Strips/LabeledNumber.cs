using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>A labelled number of a picture as a line whose characters have places: its digits stand at one pitch, which is found in the strip.</summary>
internal static class LabeledNumber
{
    private const int Margin = PrintedStrip.Margin;

    // A corner may lie at the ink's edge or a little outside: the pitch is the band's length over 7.3 to 8.6, the first digit's middle a quarter to nine tenths of it inside.
    private const int PitchSteps = 27;
    private const int OffsetSteps = 27;

    /// <summary>Gives the line of a label.</summary>
    /// <param name="image">The upright picture.</param>
    /// <param name="label">The number; it has digits and their place.</param>
    /// <param name="network">Says where characters stand, though it may not know which.</param>
    /// <param name="normalizer">Makes strips of lines.</param>
    public static PrintedLine Locate(GrayImage image, LabeledInvoice label, SlidingNetwork network, LineNormalizer normalizer)
    {
        var geometry = new LineGeometry(label.Quad!.Value);
        int width = geometry.GetStripWidth(1, Margin);
        byte[] strip = new byte[LineNormalizer.Rows * width];
        normalizer.Normalize(image, geometry.GetStrip(width, Margin), width, strip);
        float[] scores = new float[network.GetPositions(width) * network.ClassCount];
        network.Classify(strip, width, scores);
        int band = width - (2 * Margin);
        (float first, float pitch) = Align(label.Digits, band, column => ScoresAt(column, scores, network));

        Quad quad = label.Quad.Value;
        float angle = MathF.Atan2(quad.TopRight.Y - quad.TopLeft.Y, quad.TopRight.X - quad.TopLeft.X);
        float step = geometry.Length * pitch / band;
        PrintedCharacter At(char digit, int index)
        {
            PixelPoint center = geometry.At((first + (index * pitch)) / band, 0.5f);
            return new PrintedCharacter(digit, center, geometry.Height, 0.7f * step, step, center, angle);
        }

        return new PrintedLine(image, label.Digits, [.. label.Digits.Select(At)], label.Kind, LightInk: false);
    }

    // Of all even rows of places the one where each digit's own class, or at least any character, is most likely.
    private static (float First, float Pitch) Align(string digits, int band, Func<float, ReadOnlyMemory<float>> scoresAt)
    {
        (float First, float Pitch) best = default;
        double bestScore = double.NegativeInfinity;
        for (int i = 0; i < PitchSteps; i++)
        {
            float pitch = band / (7.3f + (1.3f * i / (PitchSteps - 1)) + (digits.Length - 8));
            for (int j = 0; j < OffsetSteps; j++)
            {
                float first = pitch * (0.25f + (0.65f * j / (OffsetSteps - 1)));
                if (first + ((digits.Length - 1) * pitch) > band)
                {
                    continue;
                }

                // The row lies in the middle of its place, as far as nothing speaks against it.
                double off = ((2 * first) + ((digits.Length - 1) * pitch) - band) / pitch;
                double score = -2 * off * off;
                for (int k = 0; k < digits.Length; k++)
                {
                    ReadOnlySpan<float> here = scoresAt(first + (k * pitch)).Span;
                    score += Math.Log(0.02 + Math.Exp(here[PrintedClasses.IndexOf(digits[k])])) + Math.Log(1.02 - Math.Exp(here[PrintedClasses.None]));
                }

                if (score > bestScore)
                {
                    (best, bestScore) = ((first, pitch), score);
                }
            }
        }

        return best;
    }

    private static ReadOnlyMemory<float> ScoresAt(float column, float[] scores, SlidingNetwork network)
    {
        int positions = scores.Length / network.ClassCount;
        int position = Math.Clamp((int)MathF.Round((column + Margin - (network.Columns / 2f)) / network.Step), 0, positions - 1);
        return scores.AsMemory(position * network.ClassCount, network.ClassCount);
    }
}
