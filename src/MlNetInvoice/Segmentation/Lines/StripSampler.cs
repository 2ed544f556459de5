using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>Samples a strip of <see cref="LineNormalizer.Rows"/> rows from a patch: bilinear, with up to four taps in each direction where the strip is coarser than the patch.</summary>
internal static class StripSampler
{
    /// <summary>Marks samples whose place lies outside the patch.</summary>
    public const short Outside = -1;

    // Taps add up to at most 16 × 4 × 255, so that a sum that once was outside stays negative.
    private const short OutsideSum = short.MinValue / 2;
    private const int Columns = 8;

    /// <summary>Samples a strip.</summary>
    /// <param name="patch">The picture round the line.</param>
    /// <param name="strip">Where the strip's corners lie in the picture.</param>
    /// <param name="width">Columns of the strip.</param>
    /// <param name="raw">Receives 28 × <paramref name="width"/> luminances, 0 to 255, or <see cref="Outside"/>.</param>
    public static void Sample(LinePatch patch, Quad strip, int width, Span<short> raw)
    {
        PixelPoint topLeft = patch.FromSource(strip.TopLeft);
        PixelPoint topRight = patch.FromSource(strip.TopRight);
        PixelPoint bottomLeft = patch.FromSource(strip.BottomLeft);
        PixelPoint bottomRight = patch.FromSource(strip.BottomRight);
        int tapsX = Taps(topLeft, topRight, width);
        int tapsY = Taps(topLeft, bottomLeft, LineNormalizer.Rows);
        float scale = 1f / (tapsX * tapsY);
        for (int y = 0; y < LineNormalizer.Rows; y++)
        {
            Span<short> row = raw.Slice(y * width, width);
            row.Clear();
            for (int j = 0; j < tapsY; j++)
            {
                float v = (y + ((j + 0.5f) / tapsY)) / LineNormalizer.Rows;
                float startX = float.Lerp(topLeft.X, bottomLeft.X, v) - 0.5f;
                float startY = float.Lerp(topLeft.Y, bottomLeft.Y, v) - 0.5f;
                float stepX = (float.Lerp(topRight.X, bottomRight.X, v) - 0.5f - startX) / (width * tapsX);
                float stepY = (float.Lerp(topRight.Y, bottomRight.Y, v) - 0.5f - startY) / (width * tapsX);
                var line = new TapLine(startX + (stepX * 0.5f), startY + (stepY * 0.5f), stepX, stepY, tapsX);
                AddRow(patch, line, row);
            }

            for (int x = 0; x < row.Length; x++)
            {
                row[x] = row[x] < 0 ? Outside : (short)((row[x] * scale / 4f) + 0.5f);
            }
        }
    }

    /// <summary>Adds 4 × the luminance of each tap; a pixel with any tap outside becomes negative.</summary>
    /// <param name="patch">The picture.</param>
    /// <param name="line">Where the taps lie in it.</param>
    /// <param name="row">The sums so far.</param>
    public static void AddRow(LinePatch patch, in TapLine line, Span<short> row)
    {
        int column = 0;
        if (Avx2.IsSupported && patch.Width > 1 && patch.Height > 1)
        {
            for (; column <= row.Length - Columns; column += Columns)
            {
                if (line.IsWithin(patch, column, column + Columns))
                {
                    AddEight(patch, line, column, row);
                }
                else
                {
                    AddColumns(patch, line, column, column + Columns, row);
                }
            }
        }

        AddColumns(patch, line, column, row.Length, row);
    }

    /// <summary>The plain form of <see cref="AddRow"/> for some of the columns.</summary>
    public static void AddColumns(LinePatch patch, in TapLine line, int start, int end, Span<short> row)
    {
        (int width, int height) = (patch.Width, patch.Height);
        ReadOnlySpan<byte> pixels = patch.Pixels;
        int right = width > 1 ? 1 : 0;
        int below = height > 1 ? width : 0;
        for (int column = start; column < end; column++)
        {
            int sum = row[column];
            for (int index = column * line.Taps; index < (column + 1) * line.Taps; index++)
            {
                float px = line.X + (index * line.StepX);
                float py = line.Y + (index * line.StepY);
                if (!(px >= -0.5f && py >= -0.5f && px <= width - 0.5f && py <= height - 0.5f))
                {
                    sum = OutsideSum;
                    continue;
                }

                px = Math.Clamp(px, 0f, width - 1f);
                py = Math.Clamp(py, 0f, height - 1f);
                int x0 = Math.Min((int)px, Math.Max(0, width - 2));
                int y0 = Math.Min((int)py, Math.Max(0, height - 2));
                float fx = px - x0;
                float fy = py - y0;
                int at = (y0 * width) + x0;
                float top = pixels[at] + ((pixels[at + right] - pixels[at]) * fx);
                float bottom = pixels[at + below] + ((pixels[at + below + right] - pixels[at + below]) * fx);
                sum += (int)((top + ((bottom - top) * fy)) * 4f);
            }

            row[column] = (short)Math.Clamp(sum, OutsideSum, short.MaxValue);
        }
    }

    private static int Taps(PixelPoint from, PixelPoint to, int samples)
    {
        float step = MathF.Sqrt(((from.X - to.X) * (from.X - to.X)) + ((from.Y - to.Y) * (from.Y - to.Y))) / samples;
        return step > 1.3f ? Math.Min(4, (int)(step + 0.7f)) : 1;
    }

    // Eight columns whose taps all lie within the patch; the same operations in the same order as in the plain form.
    private static unsafe void AddEight(LinePatch patch, in TapLine line, int column, Span<short> row)
    {
        Span<short> part = row.Slice(column, Columns);
        (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(Vector128.Create<short>(part));
        Vector256<int> sum = Vector256.Create(lower, upper);
        Vector256<int> mostX = Vector256.Create(patch.Width - 2);
        Vector256<int> mostY = Vector256.Create(patch.Height - 2);
        Vector256<int> low = Vector256.Create(0xFF);
        fixed (byte* pixels = patch.PaddedPixels)
        {
            for (int tap = 0; tap < line.Taps; tap++)
            {
                Vector256<float> index = Vector256.ConvertToSingle((Vector256<int>.Indices * line.Taps) + Vector256.Create((column * line.Taps) + tap));
                Vector256<float> px = Vector256.Create(line.X) + (index * line.StepX);
                Vector256<float> py = Vector256.Create(line.Y) + (index * line.StepY);
                Vector256<int> x0 = Vector256.Min(Vector256.ConvertToInt32(px), mostX);
                Vector256<int> y0 = Vector256.Min(Vector256.ConvertToInt32(py), mostY);
                Vector256<float> fx = px - Vector256.ConvertToSingle(x0);
                Vector256<float> fy = py - Vector256.ConvertToSingle(y0);
                Vector256<int> at = (y0 * patch.Width) + x0;
                Vector256<float> top = Across(Avx2.GatherVector256((int*)pixels, at, 1), low, fx);
                Vector256<float> bottom = Across(Avx2.GatherVector256((int*)pixels, at + Vector256.Create(patch.Width), 1), low, fx);
                sum += Vector256.ConvertToInt32((top + ((bottom - top) * fy)) * 4f);
            }
        }

        Vector256<int> clamped = Vector256.Clamp(sum, Vector256.Create((int)OutsideSum), Vector256.Create((int)short.MaxValue));
        Vector128.Narrow(clamped.GetLower(), clamped.GetUpper()).CopyTo(part);
    }

    // Of four neighbouring bytes the first two, weighed.
    private static Vector256<float> Across(Vector256<int> bytes, Vector256<int> low, Vector256<float> share)
    {
        Vector256<int> left = bytes & low;
        Vector256<int> right = (bytes >>> 8) & low;
        return Vector256.ConvertToSingle(left) + (Vector256.ConvertToSingle(right - left) * share);
    }

    /// <summary>Taps along a straight line of a patch: tap i lies at (X + i·StepX, Y + i·StepY), in pixel centres; a column has <paramref name="Taps"/> of them.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct TapLine(float X, float Y, float StepX, float StepY, int Taps)
    {
        /// <summary>Whether all taps of some columns lie between pixel centres of a patch.</summary>
        public bool IsWithin(LinePatch patch, int start, int end) => IsWithin(patch, start * Taps) && IsWithin(patch, (end * Taps) - 1);

        private bool IsWithin(LinePatch patch, int index)
        {
            float px = X + (index * StepX);
            float py = Y + (index * StepY);
            return px >= 0 && py >= 0 && px <= patch.Width - 1 && py <= patch.Height - 1;
        }
    }
}
