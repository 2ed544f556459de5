namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// Inverse transforms that yield 4×4 or 2×2 means of the 8×8 samples without making those first: the 8-point step is replaced by one that gives
/// the averages of adjacent outputs (the method of libjpeg's reduced transforms, with its roundings).
/// </summary>
internal static class JpegReducedTransform
{
    private const int ConstantBits = 13;
    private const int KeptBits = 2;

    /// <summary>Transforms 64 coefficients into 4×4 samples, each the mean of 2×2.</summary>
    /// <param name="block">Dequantised coefficients in natural order.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    public static void Transform4(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int firstShift = ConstantBits - KeptBits + 1;
        const int secondShift = ConstantBits + KeptBits + 3 + 1;
        Span<int> work = stackalloc int[32];
        block = block[..64];
        for (int column = 0; column < 8; column++)
        {
            if (column == 4)
            {
                continue; // Its cosine averages to nothing.
            }

            (int s0, int s1, int s2, int s3) = StepToFour(
                block[column], block[8 + column], block[16 + column], block[24 + column], block[40 + column], block[48 + column], block[56 + column], 1 << (firstShift - 1));
            work[column] = s0 >> firstShift;
            work[8 + column] = s1 >> firstShift;
            work[16 + column] = s2 >> firstShift;
            work[24 + column] = s3 >> firstShift;
        }

        for (int row = 0; row < 4; row++)
        {
            Span<int> line = work.Slice(row * 8, 8);
            (int s0, int s1, int s2, int s3) = StepToFour(line[0], line[1], line[2], line[3], line[5], line[6], line[7], (1 << (secondShift - 1)) + (128 << secondShift));
            Span<byte> samples = target.Slice(row * stride, 4);
            samples[0] = (byte)Math.Clamp(s0 >> secondShift, 0, 255);
            samples[1] = (byte)Math.Clamp(s1 >> secondShift, 0, 255);
            samples[2] = (byte)Math.Clamp(s2 >> secondShift, 0, 255);
            samples[3] = (byte)Math.Clamp(s3 >> secondShift, 0, 255);
        }
    }

    /// <summary>Transforms 64 coefficients into 2×2 samples, each the mean of 4×4.</summary>
    /// <param name="block">Dequantised coefficients in natural order.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    public static void Transform2(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int firstShift = ConstantBits - KeptBits + 2;
        const int secondShift = ConstantBits + KeptBits + 3 + 2;
        Span<int> work = stackalloc int[16];
        block = block[..64];
        for (int column = 0; column < 8; column++)
        {
            if (column is 2 or 4 or 6)
            {
                continue; // Their cosines average to nothing.
            }

            (int s0, int s1) = StepToTwo(block[column], block[8 + column], block[24 + column], block[40 + column], block[56 + column], 1 << (firstShift - 1));
            work[column] = s0 >> firstShift;
            work[8 + column] = s1 >> firstShift;
        }

        for (int row = 0; row < 2; row++)
        {
            Span<int> line = work.Slice(row * 8, 8);
            (int s0, int s1) = StepToTwo(line[0], line[1], line[3], line[5], line[7], (1 << (secondShift - 1)) + (128 << secondShift));
            target[row * stride] = (byte)Math.Clamp(s0 >> secondShift, 0, 255);
            target[(row * stride) + 1] = (byte)Math.Clamp(s1 >> secondShift, 0, 255);
        }
    }

    private static (int S0, int S1, int S2, int S3) StepToFour(int x0, int x1, int x2, int x3, int x5, int x6, int x7, int bias)
    {
        int mean = (x0 << (ConstantBits + 1)) + bias;
        int even = (x2 * 15137) - (x6 * 6270);
        int inner = (x7 * -1730) + (x5 * 11893) - (x3 * 17799) + (x1 * 8697);
        int outer = (x7 * -4176) - (x5 * 4926) + (x3 * 7373) + (x1 * 20995);
        return (mean + even + outer, mean - even + inner, mean - even - inner, mean + even - outer);
    }

    private static (int S0, int S1) StepToTwo(int x0, int x1, int x3, int x5, int x7, int bias)
    {
        int mean = (x0 << (ConstantBits + 2)) + bias;
        int odd = (x7 * -5906) + (x5 * 6967) - (x3 * 10426) + (x1 * 29692);
        return (mean + odd, mean - odd);
    }
}
