using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>Arithmetic on registers of 256 bits, 8 lanes.</summary>
internal readonly unsafe struct Lanes256 : ILaneOperations<Vector256<float>>
{
    public static int Width => 8;

    public static int Registers => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBytes(byte* source) =>
        Avx2.IsSupported
            ? Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source))
            : Vector256.Create(Lanes128.LoadBytes(source), Lanes128.LoadBytes(source + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SquareRoot(Vector256<float> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> a) => Vector256.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> a) => Vector256.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaxOfPairs(Vector256<float> low, Vector256<float> high)
    {
        // Lanes with even numbers into the lower half, those with odd ones into the upper.
        Vector256<int> parted = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
        low = Vector256.Shuffle(low, parted);
        high = Vector256.Shuffle(high, parted);
        return Max(Vector256.Create(low.GetLower(), high.GetLower()), Vector256.Create(low.GetUpper(), high.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereEqual(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.ConditionalSelect(Vector256.Equals(b, c), a, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereGreater(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(b, c), a, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereDrawn(Vector256<float> a, uint place, uint key, int limit)
    {
        Vector256<uint> x = (Vector256.Create(place) + Vector256<uint>.Indices) ^ Vector256.Create(key);
        x = (x ^ (x >>> 16)) * Vector256.Create(0x7FEB352Du);
        x = (x ^ (x >>> 15)) * Vector256.Create(0x846CA68Bu);
        Vector256<int> draw = ((x ^ (x >>> 16)) >>> 1).AsInt32();
        return Vector256.ConditionalSelect(Vector256.LessThan(draw, Vector256.Create(limit)).AsSingle(), Vector256<float>.Zero, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> a) => Vector256.Sum(a);
}
