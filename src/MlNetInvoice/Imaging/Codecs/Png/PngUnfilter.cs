using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>The five row filters of PNG (ISO/IEC 15948, clause 9), backwards, in place.</summary>
internal static class PngUnfilter
{
    /// <summary>Restores a row.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">Filtered bytes, restored in place.</param>
    /// <param name="above">The row above, restored; zeros for the first.</param>
    /// <param name="pixelBytes">Bytes from one pixel to the next.</param>
    public static void Run(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        above = above[..row.Length];
        if (pixelBytes is 3 or 4 && filter is 1 or 3 or 4 && row.Length >= 2 * sizeof(uint))
        {
            PngPixelUnfilter.Run(filter, row, above, pixelBytes);
            return;
        }

        switch (filter)
        {
            case 1:
                for (int i = pixelBytes; i < row.Length; i++)
                {
                    row[i] += row[i - pixelBytes];
                }

                break;
            case 2:
                Up(row, above);
                break;
            case 3:
                for (int i = 0; i < row.Length; i++)
                {
                    int left = i >= pixelBytes ? row[i - pixelBytes] : 0;
                    row[i] += (byte)((left + above[i]) >> 1);
                }

                break;
            case 4:
                int first = Math.Min(pixelBytes, row.Length);
                for (int i = 0; i < first; i++)
                {
                    row[i] += above[i];
                }

                for (int i = pixelBytes; i < row.Length; i++)
                {
                    row[i] += (byte)PngPredictor.Paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]);
                }

                break;
        }
    }

    private static void Up(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128.Create<byte>(row[i..]) + Vector128.Create(above[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }
}
