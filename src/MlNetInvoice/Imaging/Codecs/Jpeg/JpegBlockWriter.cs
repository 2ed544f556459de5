namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Puts a dequantised block, transformed, into its place in a component plane, and cuts off what reaches past the edges.</summary>
internal static class JpegBlockWriter
{
    /// <summary>Transforms a block into the plane.</summary>
    /// <param name="component">The component.</param>
    /// <param name="column">Block column, inside the plane.</param>
    /// <param name="row">Block row, inside the plane.</param>
    /// <param name="block">64 dequantised coefficients in natural order.</param>
    /// <param name="hasDetail">False when only the first coefficient may differ from zero.</param>
    public static void Write(JpegComponent component, int column, int row, ReadOnlySpan<short> block, bool hasDetail)
    {
        int size = component.BlockSize;
        int width = component.PlaneWidth;
        int x = column * size;
        int y = row * size;
        if (x + size <= width && y + size <= component.PlaneHeight)
        {
            Transform(size, block, component.Plane.AsSpan((y * width) + x), width, hasDetail);
            return;
        }

        Span<byte> samples = stackalloc byte[64];
        Transform(size, block, samples, size, hasDetail);
        int columns = Math.Min(size, width - x);
        int rows = Math.Min(size, component.PlaneHeight - y);
        for (int i = 0; i < rows; i++)
        {
            samples.Slice(i * size, columns).CopyTo(component.Plane.AsSpan(((y + i) * width) + x));
        }
    }

    private static void Transform(int size, ReadOnlySpan<short> block, Span<byte> target, int stride, bool hasDetail)
    {
        if (!hasDetail || size == 1)
        {
            JpegInverseTransform.Fill(block[0], target, stride, size);
        }
        else if (size == 8)
        {
            JpegInverseTransform.Transform8(block, target, stride);
        }
        else if (size == 4)
        {
            JpegReducedTransform.Transform4(block, target, stride);
        }
        else
        {
            JpegReducedTransform.Transform2(block, target, stride);
        }
    }
}
