using System.Buffers;

namespace MlNetInvoice.Imaging;

/// <summary>Fills a picture from another through a mapping: bilinear samples, several a pixel where the mapping shrinks.</summary>
/// <remarks>
/// A row of the target is a straight line in the source. Where both its ends lie inside, so does all of it, and its samples are taken without looking at edges.
/// </remarks>
internal static class ProjectiveSampler
{
    private const int MaxSamplesPerSide = 16;

    /// <summary>How many samples a side keep a mapping that shrinks from aliasing.</summary>
    /// <param name="sourceLength">Length of a side in the source.</param>
    /// <param name="targetLength">Length of the same side in the target.</param>
    public static int SamplesFor(double sourceLength, double targetLength) =>
        (int)Math.Clamp(Math.Ceiling((sourceLength / targetLength) - 0.5), 1, MaxSamplesPerSide);

    /// <summary>Samples a picture.</summary>
    /// <param name="source">The source.</param>
    /// <param name="map">From target to source.</param>
    /// <param name="target">The target's samples.</param>
    /// <param name="targetWidth">The target's width.</param>
    /// <param name="across">Samples per pixel along a row.</param>
    /// <param name="down">Samples per pixel along a column.</param>
    public static void Run(in SampledSource source, ProjectiveTransform map, Span<byte> target, int targetWidth, int across, int down)
    {
        int stride = targetWidth * source.Channels;
        float share = 1f / (across * down);
        float[] buffer = ArrayPool<float>.Shared.Rent(stride);
        Span<float> sums = buffer.AsSpan(0, stride);
        for (int y = 0; y < target.Length / stride; y++)
        {
            sums.Clear();
            for (int j = 0; j < down; j++)
            {
                AddLine(source, new Line(map, y + ((j + 0.5) / down), across), sums, targetWidth, across);
            }

            Span<byte> row = target.Slice(y * stride, stride);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = (byte)Math.Clamp((int)((sums[i] * share) + 0.5f), 0, 255);
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private static void AddLine(in SampledSource source, in Line line, Span<float> sums, int targetWidth, int across)
    {
        (double startX, double startY) = line.At(0);
        (double endX, double endY) = line.At((targetWidth * across) - 1);
        bool isInside = line.IsInFront(0) && line.IsInFront((targetWidth * across) - 1) && source.Contains(startX, startY) && source.Contains(endX, endY);
        int sample = 0;
        for (int x = 0; x < targetWidth; x++)
        {
            for (int i = 0; i < across; i++, sample++)
            {
                (double u, double v) = line.At(sample);
                if (!isInside && !source.Contains(u, v))
                {
                    source.AddAnywhere(u, v, sums.Slice(x * source.Channels, source.Channels));
                }
                else if (source.Channels == 1)
                {
                    sums[x] += source.SampleInside(u, v);
                }
                else
                {
                    source.AddInside(u, v, sums.Slice(x * 3, 3));
                }
            }
        }
    }

    /// <summary>The samples of one line of the target: places in the source, in its pixel centres' coordinates.</summary>
    private readonly struct Line(ProjectiveTransform map, double v, int across)
    {
        private readonly double _x = (map.B * v) + map.C + (map.A * 0.5 / across);
        private readonly double _y = (map.E * v) + map.F + (map.D * 0.5 / across);
        private readonly double _w = (map.H * v) + 1 + (map.G * 0.5 / across);
        private readonly double _stepX = map.A / across;
        private readonly double _stepY = map.D / across;
        private readonly double _stepW = map.G / across;

        /// <summary>Whether a sample lies on the visible side of the horizon.</summary>
        public bool IsInFront(int sample) => _w + (sample * _stepW) > 0;

        /// <summary>Where a sample lies.</summary>
        public (double X, double Y) At(int sample)
        {
            double scale = 1 / (_w + (sample * _stepW));
            return (((_x + (sample * _stepX)) * scale) - 0.5, ((_y + (sample * _stepY)) * scale) - 0.5);
        }
    }
}
