using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Which pixels are ink: darker than their surroundings by a share of the local deviation, and by a least contrast
/// (Niblack 1986, "An Introduction to Digital Image Processing", with the floor that keeps flat paper empty). The mean and
/// deviation come from the next coarser picture, which costs a quarter and differs little over a window this wide.
/// </summary>
internal static class LocalInk
{
    /// <summary>The threshold of every pixel of the coarse picture: a pixel of the fine picture is ink where it is darker.</summary>
    /// <param name="coarse">The picture at half the scale.</param>
    /// <param name="radius">Half the window's side in coarse pixels: the window has 2·radius+1.</param>
    /// <param name="deviations">How many local standard deviations below the mean ink begins.</param>
    /// <param name="moreDeviations">The same for the darkest ink only: what is printed over a pattern.</param>
    /// <param name="leastContrast">How many grey levels below the mean ink begins at the latest.</param>
    /// <param name="workspace">Takes both sets of thresholds: one byte per coarse pixel, row by row.</param>
    public static void Thresholds(
        PixelPlane coarse, int radius, float deviations, float moreDeviations, float leastContrast, FinderWorkspace workspace)
    {
        int width = coarse.Width;
        int height = coarse.Height;
        FinderWorkspace.Reserve(ref workspace.Thresholds[0], width * height);
        FinderWorkspace.Reserve(ref workspace.Thresholds[1], width * height);
        FinderWorkspace.Reserve(ref workspace.ColumnSums, width);
        FinderWorkspace.Reserve(ref workspace.ColumnSquares, width);
        FinderWorkspace.Reserve(ref workspace.RowSums, width + 1);
        FinderWorkspace.Reserve(ref workspace.RowSquares, width + 1);
        Span<int> columnSums = workspace.ColumnSums.AsSpan(0, width);
        Span<int> columnSquares = workspace.ColumnSquares.AsSpan(0, width);
        Span<int> sums = workspace.RowSums.AsSpan(0, width + 1);
        Span<int> squares = workspace.RowSquares.AsSpan(0, width + 1);
        columnSums.Clear();
        columnSquares.Clear();
        for (int y = -radius; y < height; y++)
        {
            if (y + radius < height)
            {
                Accumulate(coarse.GetRow(y + radius), columnSums, columnSquares, +1);
            }

            if (y - radius - 1 >= 0)
            {
                Accumulate(coarse.GetRow(y - radius - 1), columnSums, columnSquares, -1);
            }

            if (y < 0)
            {
                continue;
            }

            int sum = 0;
            int square = 0;
            for (int x = 0; x < width; x++)
            {
                sums[x] = sum;
                squares[x] = square;
                sum += columnSums[x];
                square += columnSquares[x];
            }

            sums[width] = sum;
            squares[width] = square;
            float rows = 1f / (Math.Min(height, y + radius + 1) - Math.Max(0, y - radius));
            Span<byte> target = workspace.Thresholds[0].AsSpan(y * width, width);
            Span<byte> darker = workspace.Thresholds[1].AsSpan(y * width, width);
            int edge = Math.Min(radius, width);
            for (int x = 0; x < edge; x++)
            {
                (target[x], darker[x]) = Threshold(sums, squares, x, radius, rows, deviations, moreDeviations, leastContrast);
            }

            int start = edge;
            int end = Math.Max(edge, width - radius - 1);
            float scale = rows / ((2 * radius) + 1);
            for (; start + 8 <= end; start += 8)
            {
                Vector256<int> s = Vector256.Create<int>(sums[(start + radius + 1)..]) - Vector256.Create<int>(sums[(start - radius)..]);
                Vector256<int> q = Vector256.Create<int>(squares[(start + radius + 1)..]) - Vector256.Create<int>(squares[(start - radius)..]);
                Vector256<float> mean = Vector256.ConvertToSingle(s) * scale;
                Vector256<float> variance = Vector256.Max((Vector256.ConvertToSingle(q) * scale) - (mean * mean), Vector256<float>.Zero);
                Vector256<float> deviation = Vector256.Sqrt(variance);
                Narrow(mean - Vector256.Max(deviation * deviations, Vector256.Create(leastContrast))).CopyTo(target[start..]);
                Narrow(mean - Vector256.Max(deviation * moreDeviations, Vector256.Create(leastContrast))).CopyTo(darker[start..]);
            }

            for (; start < width; start++)
            {
                (target[start], darker[start]) = Threshold(sums, squares, start, radius, rows, deviations, moreDeviations, leastContrast);
            }
        }
    }

    /// <summary>Doubles a row of thresholds to the fine picture's width.</summary>
    /// <param name="thresholds">The thresholds of a coarse row.</param>
    /// <param name="width">Width of the fine picture: twice the coarse row's, or one more.</param>
    /// <param name="wide">Filled; at least the width plus 64 long.</param>
    public static void Widen(ReadOnlySpan<byte> thresholds, int width, Span<byte> wide)
    {
        Span<ushort> pairs = MemoryMarshal.Cast<byte, ushort>(wide);
        int x = 0;
        for (; x + 16 <= thresholds.Length; x += 16)
        {
            Vector128<byte> value = Vector128.Create(thresholds[x..]);
            (Vector128.WidenLower(value) * 0x101).CopyTo(pairs[x..]);
            (Vector128.WidenUpper(value) * 0x101).CopyTo(pairs[(x + 8)..]);
        }

        for (; x < thresholds.Length; x++)
        {
            pairs[x] = (ushort)(thresholds[x] * 0x101);
        }

        if (2 * x < width)
        {
            wide[width - 1] = thresholds[^1];
        }
    }

    /// <summary>Finds the runs of ink of one row.</summary>
    /// <param name="row">The luminances of the fine picture's row.</param>
    /// <param name="wide">The thresholds of its pixels, by <see cref="Widen"/>.</param>
    /// <param name="starts">Filled: first column of each run; room for half the row's width plus 1.</param>
    /// <param name="ends">Filled: the column after each run's last.</param>
    /// <returns>The number of runs.</returns>
    public static int Runs(ReadOnlySpan<byte> row, ReadOnlySpan<byte> wide, Span<int> starts, Span<int> ends)
    {
        int width = row.Length;
        int count = 0;
        ulong carry = 0;
        bool open = false;
        int column = 0;
        ref int start = ref MemoryMarshal.GetReference(starts);
        ref int end = ref MemoryMarshal.GetReference(ends);
        for (; column + 64 <= width; column += 64)
        {
            ulong ink = Vector512.LessThan(Vector512.Create<byte>(row[column..]), Vector512.Create<byte>(wide[column..])).ExtractMostSignificantBits();
            ulong edges = ink ^ ((ink << 1) | carry);
            carry = ink >> 63;
            while (edges != 0)
            {
                int at = column + BitOperations.TrailingZeroCount(edges);
                edges &= edges - 1;
                if (open)
                {
                    Unsafe.Add(ref end, count++) = at;
                }
                else
                {
                    Unsafe.Add(ref start, count) = at;
                }

                open = !open;
            }
        }

        bool inside = carry != 0;
        for (; column < width; column++)
        {
            bool ink = row[column] < wide[column];
            if (ink != inside)
            {
                if (ink)
                {
                    starts[count] = column;
                }
                else
                {
                    ends[count++] = column;
                }

                inside = ink;
            }
        }

        if (inside)
        {
            ends[count++] = width;
        }

        return count;
    }

    private static void Accumulate(ReadOnlySpan<byte> row, Span<int> sums, Span<int> squares, int sign)
    {
        ref int s = ref MemoryMarshal.GetReference(sums);
        ref int q = ref MemoryMarshal.GetReference(squares);
        int x = 0;
        for (; x + 8 <= row.Length; x += 8)
        {
            Vector256<int> value = Vector256.WidenLower(Vector256.WidenLower(Vector256.Create(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(in row[x])).AsByte(), Vector128<byte>.Zero)).AsInt16());
            Vector256<int> step = sign > 0 ? value : -value;
            (Vector256.LoadUnsafe(ref s, (nuint)x) + step).StoreUnsafe(ref s, (nuint)x);
            (Vector256.LoadUnsafe(ref q, (nuint)x) + (step * value)).StoreUnsafe(ref q, (nuint)x);
        }

        for (; x < row.Length; x++)
        {
            int value = row[x];
            sums[x] += sign * value;
            squares[x] += sign * value * value;
        }
    }

    private static Vector64<byte> Narrow(Vector256<float> levels)
    {
        Vector256<int> level = Vector256.ConvertToInt32(Vector256.Max(levels, Vector256<float>.Zero));
        Vector128<ushort> narrow = Vector128.Narrow(level.GetLower(), level.GetUpper()).AsUInt16();
        return Vector64.Narrow(narrow.GetLower(), narrow.GetUpper());
    }

    private static (byte Usual, byte Darker) Threshold(
        ReadOnlySpan<int> sums, ReadOnlySpan<int> squares, int x, int radius, float rows, float deviations, float moreDeviations, float leastContrast)
    {
        int left = Math.Max(0, x - radius);
        int right = Math.Min(sums.Length - 1, x + radius + 1);
        float scale = rows / (right - left);
        float mean = (sums[right] - sums[left]) * scale;
        float deviation = MathF.Sqrt(Math.Max(0, ((squares[right] - squares[left]) * scale) - (mean * mean)));
        return (
            (byte)Math.Max(0, mean - Math.Max(deviations * deviation, leastContrast)),
            (byte)Math.Max(0, mean - Math.Max(moreDeviations * deviation, leastContrast)));
    }
}
