using System.Runtime.InteropServices;

namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>Floats outside the managed heap that begin at a cache line (64 bytes), zeroed; freed by Dispose or the finalizer.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private float* _start;

    public AlignedBuffer(long length)
    {
        Length = length;
        nuint bytes = checked((nuint)Math.Max(length, 1) * sizeof(float));
        _start = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_start, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~AlignedBuffer() => Free();

    /// <summary>A buffer with a copy of some floats.</summary>
    public static AlignedBuffer CopyOf(ReadOnlySpan<float> values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float. Whoever holds it keeps the buffer alive.</summary>
    public float* Start => _start;

    /// <summary>The floats as a span.</summary>
    public Span<float> Span => new(_start, checked((int)Length));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start is not null)
        {
            NativeMemory.AlignedFree(_start);
            _start = null;
            GC.RemoveMemoryPressure((long)((nuint)Math.Max(Length, 1) * sizeof(float)));
        }
    }
}
