namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>The five row filters of PNG (ISO/IEC 15948, clause 9), forwards.</summary>
internal static class PngFilter
{
    /// <summary>Filters a row and returns the sum of its differences, taken as signed numbers.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row above, zeros for the first.</param>
    /// <param name="pixelBytes">Bytes from one pixel to the next.</param>
    /// <param name="result">The filtered bytes.</param>
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> result)
    {
        long cost = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= pixelBytes ? row[i - pixelBytes] : 0;
            int prediction = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) >> 1,
                _ => PngPredictor.Paeth(left, above[i], i >= pixelBytes ? above[i - pixelBytes] : 0),
            };
            byte difference = (byte)(row[i] - prediction);
            result[i] = difference;
            cost += Math.Abs((int)(sbyte)difference);
        }

        return cost;
    }
}
