using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>Tells a comma in a sum from a colon, a blank and an ideograph: ink at the foot of the line and none above it.</summary>
internal static class CommaMark
{
    // In rows and columns of a strip, whose capitals have 20 rows: half a digit, and how far before it a comma may stand.
    private const float HalfDigit = 6;
    private const float Reach = 16;
    private const int Top = 3;
    private const int Foot = 18;
    private const int LeastStep = 70;

    /// <summary>Whether a comma stands before a digit.</summary>
    /// <param name="strip">28 rows of ink, 0 to 255.</param>
    /// <param name="width">Columns of the strip.</param>
    /// <param name="digit">Column of the digit's middle.</param>
    /// <param name="previous">Column of the middle of the digit before it.</param>
    public static bool StandsBefore(ReadOnlySpan<byte> strip, int width, float digit, float previous)
    {
        int from = (int)Math.Clamp(Math.Max(digit - Reach, previous + HalfDigit), 0, width), to = (int)Math.Clamp(digit - HalfDigit, 0, width);
        for (int x = from; x < to; x++)
        {
            int above = 0, below = 0;
            for (int y = Top; y < LineNormalizer.Rows; y++)
            {
                int ink = strip[(y * width) + x];
                (above, below) = y < Foot ? (Math.Max(above, ink), below) : (above, Math.Max(below, ink));
            }

            if (below - above > LeastStep)
            {
                return true;
            }
        }

        return false;
    }
}
