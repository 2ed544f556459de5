using System.Buffers;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Finds the band of the main text line in a crop: upright strokes make the horizontal gradient strong in the rows of text, so the skew is the one that
/// makes the row profile of that gradient most uneven, and the band is the run of rows that exceeds its middle level most. No threshold on luminance is needed.
/// </summary>
internal static class LineGeometryEstimator
{
    private const int Angles = 17;
    private const int BlockColumns = 8;

    /// <summary>The band of the main line across the whole width of a patch, in coordinates of the source.</summary>
    /// <param name="patch">The crop, shrunk to some 40 to 100 rows.</param>
    public static LineGeometry Estimate(LinePatch patch)
    {
        int width = patch.Width;
        int height = patch.Height;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(width * height);
        Span<byte> energy = buffer.AsSpan(0, width * height);
        MeasureEnergy(patch, energy);

        // Columns are summed in blocks: within a block of eight even the steepest line falls by about a row.
        int blocks = (width + BlockColumns - 1) / BlockColumns;
        int margin = (int)(0.15f * width) + 2;
        int length = height + (2 * margin);
        float[] sums = ArrayPool<float>.Shared.Rent(blocks * height);
        SumBlocks(energy, width, height, blocks, sums);
        float[] profiles = ArrayPool<float>.Shared.Rent(length);
        Span<float> profile = profiles.AsSpan(0, length);
        float bestSlope = 0;
        double bestUnevenness = -1;
        for (int i = 0; i < Angles; i++)
        {
            // Level first, so that it wins where nothing speaks for another angle.
            int degrees = i % 2 == 0 ? -i / 2 : (i + 1) / 2;
            float slope = MathF.Tan(degrees * MathF.PI / 180f);
            Project(sums, blocks, width, height, slope, margin, profile);
            double unevenness = 0;
            foreach (float value in profile)
            {
                unevenness += (double)value * value;
            }

            if (unevenness > bestUnevenness * 1.01)
            {
                bestUnevenness = unevenness;
                bestSlope = slope;
            }
        }

        Project(sums, blocks, width, height, bestSlope, margin, profile);
        (float top, float bottom) = FindBand(profile, margin, height);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<float>.Shared.Return(profiles);

        float rise = bestSlope * width / 2f;
        return new LineGeometry(new Quad(
            patch.ToSource(new PixelPoint(0, top - rise)),
            patch.ToSource(new PixelPoint(width, top + rise)),
            patch.ToSource(new PixelPoint(width, bottom + rise)),
            patch.ToSource(new PixelPoint(0, bottom - rise))));
    }

    private static void MeasureEnergy(LinePatch patch, Span<byte> energy)
    {
        int width = patch.Width;
        for (int y = 0; y < patch.Height; y++)
        {
            ReadOnlySpan<byte> row = patch.Pixels.Slice(y * width, width);
            Span<byte> target = energy.Slice(y * width, width);
            target.Clear();
            for (int x = 1; x < width - 1; x++)
            {
                target[x] = (byte)Math.Abs(row[x + 1] - row[x - 1]);
            }
        }
    }

    private static void SumBlocks(ReadOnlySpan<byte> energy, int width, int height, int blocks, float[] sums)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = energy.Slice(y * width, width);
            for (int block = 0; block < blocks; block++)
            {
                int sum = 0;
                foreach (byte value in row[(block * BlockColumns)..Math.Min(width, (block + 1) * BlockColumns)])
                {
                    sum += value;
                }

                sums[(block * height) + y] = sum;
            }
        }
    }

    private static void Project(float[] sums, int blocks, int width, int height, float slope, int margin, Span<float> profile)
    {
        profile.Clear();
        for (int block = 0; block < blocks; block++)
        {
            float x = (block + 0.5f) * BlockColumns;
            int shift = Math.Clamp(margin - (int)MathF.Round(slope * (x - (width / 2f))), 0, profile.Length - height);
            Span<float> target = profile.Slice(shift, height);
            ReadOnlySpan<float> source = sums.AsSpan(block * height, height);
            for (int y = 0; y < source.Length; y++)
            {
                target[y] += source[y];
            }
        }
    }

    // The run of rows whose sum above the middle level is largest (Kadane), then moved to where the level is crossed.
    private static (float Top, float Bottom) FindBand(ReadOnlySpan<float> profile, int margin, int height)
    {
        Span<float> sorted = new float[height];
        profile.Slice(margin, height).CopyTo(sorted);
        sorted.Sort();
        float low = sorted[height / 20];
        float high = sorted[Math.Min(height - 1, height * 17 / 20)];
        float level = low + (0.45f * (high - low));
        int bestStart = margin;
        int bestEnd = margin + height;
        float best = 0;
        float sum = 0;
        int start = 0;
        for (int i = 0; i < profile.Length; i++)
        {
            if (sum <= 0)
            {
                sum = 0;
                start = i;
            }

            sum += profile[i] - level;
            if (sum > best)
            {
                best = sum;
                bestStart = start;
                bestEnd = i + 1;
            }
        }

        return (bestStart - margin, bestEnd - margin);
    }
}
