using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Benchmarks;

/// <summary>Measures how many multiply-adds a core can do: twelve independent chains on the widest registers, nothing else.</summary>
internal static class Peak
{
    /// <summary>Floating-point operations a second in units of 10⁹ (a multiply-add is two), the best of many short runs.</summary>
    public static double MeasureGigaflops()
    {
        const int count = 200_000;
        double best = double.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            Sink = Vector512.IsHardwareAccelerated ? Vector512.Sum(Chains512(count))
                : Vector256.IsHardwareAccelerated ? Vector256.Sum(Chains256(count))
                : Vector128.Sum(Chains128(count));
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        int width = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        return 2.0 * 12 * width * count / best / 1e9;
    }

    public static float Sink { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Chains512(int count)
    {
        Vector512<float> a = Vector512.Create(1f), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        Vector512<float> x = Vector512.Create(0.999f);
        for (int n = 0; n < count; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Chains256(int count)
    {
        Vector256<float> a = Vector256.Create(1f), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        Vector256<float> x = Vector256.Create(0.999f);
        for (int n = 0; n < count; n++)
        {
            a = Vector256.MultiplyAddEstimate(a, x, x);
            b = Vector256.MultiplyAddEstimate(b, x, x);
            c = Vector256.MultiplyAddEstimate(c, x, x);
            d = Vector256.MultiplyAddEstimate(d, x, x);
            e = Vector256.MultiplyAddEstimate(e, x, x);
            f = Vector256.MultiplyAddEstimate(f, x, x);
            g = Vector256.MultiplyAddEstimate(g, x, x);
            h = Vector256.MultiplyAddEstimate(h, x, x);
            i = Vector256.MultiplyAddEstimate(i, x, x);
            j = Vector256.MultiplyAddEstimate(j, x, x);
            k = Vector256.MultiplyAddEstimate(k, x, x);
            l = Vector256.MultiplyAddEstimate(l, x, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Chains128(int count)
    {
        Vector128<float> a = Vector128.Create(1f), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        Vector128<float> x = Vector128.Create(0.999f);
        for (int n = 0; n < count; n++)
        {
            a = Vector128.MultiplyAddEstimate(a, x, x);
            b = Vector128.MultiplyAddEstimate(b, x, x);
            c = Vector128.MultiplyAddEstimate(c, x, x);
            d = Vector128.MultiplyAddEstimate(d, x, x);
            e = Vector128.MultiplyAddEstimate(e, x, x);
            f = Vector128.MultiplyAddEstimate(f, x, x);
            g = Vector128.MultiplyAddEstimate(g, x, x);
            h = Vector128.MultiplyAddEstimate(h, x, x);
            i = Vector128.MultiplyAddEstimate(i, x, x);
            j = Vector128.MultiplyAddEstimate(j, x, x);
            k = Vector128.MultiplyAddEstimate(k, x, x);
            l = Vector128.MultiplyAddEstimate(l, x, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }
}
