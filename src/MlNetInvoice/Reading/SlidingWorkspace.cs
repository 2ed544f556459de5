using MlNetInvoice.Networks.Kernels;

namespace MlNetInvoice.Reading;

/// <summary>Two buffers between which the maps of a <see cref="SlidingNetwork"/> go to and fro; grown as needed. Belongs to one call at a time.</summary>
internal sealed unsafe class SlidingWorkspace : IDisposable
{
    // Kernels read and write whole vectors, so rows may be overrun by less than this.
    private const int Slack = 256;

    private AlignedBuffer _first = new(0);
    private AlignedBuffer _second = new(0);

    /// <summary>Floats from one row to the next for a strip of a width: all maps of a call share it.</summary>
    public static int Stride(int width) => (width + 31) / 16 * 16;

    public void Reserve(SlidingStage[] stages, int rows, int width)
    {
        long most = (long)rows * Stride(width);
        foreach (SlidingStage stage in stages)
        {
            rows -= stage.KernelRows - 1;
            most = Math.Max(most, (long)stage.PaddedOutputs * rows * Stride(width));
            rows /= stage.PoolSize;
        }

        most += Slack;
        if (_first.Length < most)
        {
            _first.Dispose();
            _second.Dispose();
            _first = new AlignedBuffer(most);
            _second = new AlignedBuffer(most);
        }
    }

    public float* Load(ReadOnlySpan<byte> strip, int rows, int width)
    {
        float* target = _first.Start;
        int stride = Stride(width);
        for (int y = 0; y < rows; y++)
        {
            float* row = target + ((long)y * stride);
            ReadOnlySpan<byte> source = strip.Slice(y * width, width);
            for (int x = 0; x < source.Length; x++)
            {
                row[x] = source[x] * (1f / 255f);
            }

            for (int x = width; x < stride; x++)
            {
                row[x] = 0;
            }
        }

        return target;
    }

    public float* Other(float* buffer) => buffer == _first.Start ? _second.Start : _first.Start;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
