namespace MlNetInvoice.Segmentation.Finding;

/// <summary>A picture at one scale whose pixels lie in a buffer that may be longer.</summary>
internal readonly ref struct PixelPlane
{
    private readonly ReadOnlySpan<byte> _pixels;

    /// <summary>Takes the first width × height bytes as the picture, row by row.</summary>
    public PixelPlane(ReadOnlySpan<byte> pixels, int width, int height)
    {
        _pixels = pixels[..(width * height)];
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> GetRow(int y) => _pixels.Slice(y * Width, Width);
}
