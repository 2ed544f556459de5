namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>Where the codewords of a QR code lie and how many wrong ones its correction mends (ISO/IEC 18004, 7.5.1 and 7.7.3), for the sizes of certificates at level L: two blocks each.</summary>
internal static class SquareCodeLayout
{
    private const int Blocks = 2;

    /// <summary>Wrong codewords that a block's error correction mends, by modules a side.</summary>
    public static int Mended(int dimension) => dimension switch
    {
        41 => 9,
        45 => 10,
        49 => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Certificates have codes of 41, 45 or 49 modules a side."),
    };

    /// <summary>Wrong codewords of the block that has most of them.</summary>
    /// <param name="wrong">Which modules are wrong, row by row.</param>
    /// <param name="dimension">Modules a side.</param>
    public static int MostWrong(ReadOnlySpan<bool> wrong, int dimension)
    {
        Span<int> counts = stackalloc int[Blocks];
        int bits = 0;
        bool isWrong = false;
        // Pairs of columns from the right, upwards and downwards in turns; codewords take turns between the blocks.
        for (int right = dimension - 1, turn = 0; right > 0; right -= 2, turn++)
        {
            right -= right == 6 ? 1 : 0;
            for (int i = 0; i < dimension; i++)
            {
                int y = (turn & 1) == 0 ? dimension - 1 - i : i;
                for (int x = right; x > right - 2; x--)
                {
                    if (IsFunction(x, y, dimension))
                    {
                        continue;
                    }

                    isWrong |= wrong[(y * dimension) + x];
                    if ((++bits & 7) == 0)
                    {
                        counts[((bits >> 3) - 1) % Blocks] += isWrong ? 1 : 0;
                        isWrong = false;
                    }
                }
            }
        }

        return Math.Max(counts[0], counts[1]);
    }

    /// <summary>Codewords of a code.</summary>
    public static int Codewords(int dimension)
    {
        int bits = 0;
        for (int i = 0; i < dimension * dimension; i++)
        {
            bits += IsFunction(i % dimension, i / dimension, dimension) ? 0 : 1;
        }

        return bits / 8;
    }

    // Marks with format and version, alternating rows, alignment marks: no data.
    private static bool IsFunction(int x, int y, int n)
    {
        bool left = x < 9, top = y < 9, right = x >= n - 8, bottom = y >= n - 8;
        if ((left && top) || (right && top) || (left && bottom) || x == 6 || y == 6)
        {
            return true;
        }

        if (n >= 45 && ((x >= n - 11 && y < 6) || (y >= n - 11 && x < 6)))
        {
            return true;
        }

        // Middles of alignment marks: 6, one half way from version 7 on, and 7 from the end.
        int last = n - 7, half = n >= 45 ? (last + 6) / 2 : last;
        foreach (int cx in (ReadOnlySpan<int>)[6, half, last])
        {
            foreach (int cy in (ReadOnlySpan<int>)[6, half, last])
            {
                bool isCorner = (cx == 6 && cy == 6) || (cx == 6 && cy == last) || (cx == last && cy == 6);
                if (!isCorner && Math.Abs(x - cx) <= 2 && Math.Abs(y - cy) <= 2)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
