using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>Memory for kernel tests: every part is filled by its own seed, begins four bytes off a register's boundary, and is followed by marks that no kernel may overwrite.</summary>
internal sealed unsafe class KernelMemory : IDisposable
{
    private const int Guard = 16;

    private readonly List<AlignedBuffer> _buffers = [];
    private readonly AlignedBuffer _scratch = new(1 << 17);

    /// <summary>Buffers in the order in which they were asked for.</summary>
    public IReadOnlyList<AlignedBuffer> Parts => _buffers;

    public float* Scratch => _scratch.Start;

    /// <summary>Random numbers in [−1, 1).</summary>
    public float* Floats(int count)
    {
        AlignedBuffer buffer = Add(count);
        Fill(buffer.Span.Slice(Guard + 1, count));
        return buffer.Start + Guard + 1;
    }

    /// <summary>Maps of random numbers with a border of zeros.</summary>
    public LaneMaps Maps(LayerShape shape, int border, int lanes)
    {
        LaneMaps maps = Empty(shape, border, lanes);
        for (int m = 0; m < maps.Maps; m++)
        {
            for (int y = 0; y < maps.Rows; y++)
            {
                Fill(new Span<float>(maps.Row(m, y), maps.RowLength));
            }
        }

        return maps;
    }

    /// <summary>Maps of zeros.</summary>
    public LaneMaps Empty(LayerShape shape, int border, int lanes)
    {
        AlignedBuffer buffer = Add((int)LaneMaps.LengthOf(shape, border, lanes));
        return new LaneMaps(buffer.Start + Guard + 1, shape, border, lanes);
    }

    /// <summary>Maps of a strip, whose rows and what lies between them are random numbers.</summary>
    public LaneMaps Strip(LayerShape shape)
    {
        int count = (int)LaneMaps.StripLength(shape);
        return LaneMaps.OfStrip(Floats(count), shape);
    }

    /// <summary>A part with the marks around it.</summary>
    public float[] Read(int part) => _buffers[part].Span.ToArray();

    public void Dispose()
    {
        _scratch.Dispose();
        foreach (AlignedBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }
    }

    private AlignedBuffer Add(int count)
    {
        var buffer = new AlignedBuffer(count + (2 * Guard) + 1);
        buffer.Span[..(Guard + 1)].Fill(77);
        buffer.Span[(Guard + 1 + count)..].Fill(77);
        _buffers.Add(buffer);
        return buffer;
    }

    private void Fill(Span<float> target)
    {
        var random = new SeededRandom((ulong)_buffers.Count, 5);
        foreach (ref float value in target)
        {
            value = random.NextSymmetric(1);
        }
    }
}
