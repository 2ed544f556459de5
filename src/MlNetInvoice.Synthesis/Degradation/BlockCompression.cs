using System.Runtime.Intrinsics;

namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>
/// The blocks and ringing of JPEG: each 8×8 block goes through the discrete cosine transform, is rounded by the luminance table of
/// ITU-T T.81 Annex K at a quality, and comes back. No entropy coding is needed for that.
/// </summary>
internal static class BlockCompression
{
    private static readonly float[] s_cosines = Cosines();

    private static ReadOnlySpan<byte> Table =>
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>Compresses and restores a luminance plane (0 to 1) at a quality of 1 to 100; the block grid starts at an offset.</summary>
    public static void Apply(Plane plane, int quality, int offsetX = 0, int offsetY = 0)
    {
        float factor = (quality < 50 ? 5000f / quality : 200 - (2 * quality)) / 100;
        Span<float> steps = stackalloc float[64];
        for (int i = 0; i < 64; i++)
        {
            steps[i] = Math.Clamp(MathF.Floor((Table[i] * factor) + 0.5f), 1, 255);
        }

        Span<float> block = stackalloc float[64];
        for (int top = -(offsetY & 7); top < plane.Height; top += 8)
        {
            for (int left = -(offsetX & 7); left < plane.Width; left += 8)
            {
                Load(plane, left, top, block);
                Transform(block, forward: true);
                for (int row = 0; row < 64; row += 8)
                {
                    Vector256<float> step = Vector256.Create<float>(steps.Slice(row, 8));
                    Vector256<float> value = Vector256.Create<float>(block.Slice(row, 8)) / step;
                    (Vector256.Floor(value + Vector256.Create(0.5f)) * step).CopyTo(block.Slice(row, 8));
                }

                Transform(block, forward: false);
                Store(plane, left, top, block);
            }
        }
    }

    private static void Load(Plane plane, int left, int top, Span<float> block)
    {
        for (int y = 0; y < 8; y++)
        {
            ReadOnlySpan<float> row = plane.Row(Math.Clamp(top + y, 0, plane.Height - 1));
            for (int x = 0; x < 8; x++)
            {
                block[(8 * y) + x] = (Math.Clamp(row[Math.Clamp(left + x, 0, row.Length - 1)], 0, 1) * 255) - 128;
            }
        }
    }

    private static void Store(Plane plane, int left, int top, ReadOnlySpan<float> block)
    {
        for (int y = Math.Max(0, -top); y < 8 && top + y < plane.Height; y++)
        {
            Span<float> row = plane.Row(top + y);
            for (int x = Math.Max(0, -left); x < 8 && left + x < row.Length; x++)
            {
                row[left + x] = (block[(8 * y) + x] + 128) * (1f / 255);
            }
        }
    }

    /// <summary>C·B·Cᵀ or Cᵀ·B·C, a row of eight at a time; C is orthonormal.</summary>
    private static void Transform(Span<float> block, bool forward)
    {
        Span<float> middle = stackalloc float[64];
        // The cosines' rows are frequencies; read transposed they go back.
        ReadOnlySpan<float> first = s_cosines.AsSpan(forward ? 0 : 64, 64), second = s_cosines.AsSpan(forward ? 64 : 0, 64);
        Multiply(first, block, middle);
        Multiply(middle, second, block);
    }

    private static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product)
    {
        Vector256<float> b0 = Vector256.Create<float>(b), b1 = Vector256.Create<float>(b[8..]), b2 = Vector256.Create<float>(b[16..]), b3 = Vector256.Create<float>(b[24..]);
        Vector256<float> b4 = Vector256.Create<float>(b[32..]), b5 = Vector256.Create<float>(b[40..]), b6 = Vector256.Create<float>(b[48..]), b7 = Vector256.Create<float>(b[56..]);
        for (int i = 0; i < 64; i += 8)
        {
            Vector256<float> sum = (b0 * a[i]) + (b1 * a[i + 1]) + (b2 * a[i + 2]) + (b3 * a[i + 3]) + (b4 * a[i + 4]) + (b5 * a[i + 5]) + (b6 * a[i + 6]) + (b7 * a[i + 7]);
            sum.CopyTo(product[i..]);
        }
    }

    private static float[] Cosines()
    {
        float[] both = new float[128];
        for (int k = 0; k < 8; k++)
        {
            for (int n = 0; n < 8; n++)
            {
                float value = MathF.Sqrt(k == 0 ? 0.125f : 0.25f) * MathF.Cos(((2 * n) + 1) * k * MathF.PI / 16);
                both[(8 * k) + n] = value;
                both[64 + (8 * n) + k] = value;
            }
        }

        return both;
    }
}
