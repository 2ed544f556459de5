using Emgu.CV;
using Emgu.CV.CvEnum;

namespace MlNetInvoice.EmguCV;

/// <summary>The memory of a <see cref="Mat"/> that was found to be an 8-bit picture. Valid as long as the <see cref="Mat"/> lives and is not changed in shape.</summary>
internal readonly unsafe struct MatPixels
{
    private readonly byte* _start;
    private readonly long _step;

    private MatPixels(Mat mat)
    {
        Width = mat.Cols;
        Height = mat.Rows;
        Channels = mat.NumberOfChannels;
        _step = mat.Step;
        _start = (byte*)mat.DataPointer;
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    /// <summary>Checks a picture and gives its memory.</summary>
    public static MatPixels Of(Mat mat)
    {
        ArgumentNullException.ThrowIfNull(mat);
        ObjectDisposedException.ThrowIf(mat.Ptr == IntPtr.Zero, mat);
        if (mat.IsEmpty)
        {
            throw new ArgumentException("The Mat is empty; CvInvoke.Imdecode gives such a one for bytes that are no image.", nameof(mat));
        }

        if (mat.Dims != 2)
        {
            throw new ArgumentException($"The Mat has {mat.Dims} dimensions; a picture has 2.", nameof(mat));
        }

        if (mat.Depth != DepthType.Cv8U)
        {
            throw new ArgumentException($"The Mat has the depth {mat.Depth}; a picture has Cv8U: convert it with Mat.ConvertTo first.", nameof(mat));
        }

        if (mat.NumberOfChannels is not (1 or 3 or 4))
        {
            throw new ArgumentException($"The Mat has {mat.NumberOfChannels} channels; a picture has 1 (grey), 3 (BGR) or 4 (BGRA).", nameof(mat));
        }

        var pixels = new MatPixels(mat);
        return pixels._start != null && pixels._step >= (long)pixels.Width * pixels.Channels
            ? pixels
            : throw new ArgumentException($"The Mat has no memory for rows of {pixels.Width} pixels.", nameof(mat));
    }

    /// <summary>The samples of a row, without padding.</summary>
    public Span<byte> GetRow(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return new Span<byte>(_start + (y * _step), Width * Channels);
    }
}
