using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>Arithmetic on registers of 128 bits, 4 lanes.</summary>
internal readonly unsafe struct Lanes128 : ILaneOperations<Vector128<float>>
{
    public static int Width => 4;

    public static int Registers => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector128<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadBytes(byte* source) =>
        Vector128.ConvertToSingle(Vector128.Create(source[0], source[1], source[2], source[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SquareRoot(Vector128<float> a) => Vector128.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> a) => Vector128.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> a) => Vector128.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaxOfPairs(Vector128<float> low, Vector128<float> high)
    {
        // Lanes with even numbers into the lower half, those with odd ones into the upper.
        Vector128<int> parted = Vector128.Create(0, 2, 1, 3);
        low = Vector128.Shuffle(low, parted);
        high = Vector128.Shuffle(high, parted);
        return Max(Vector128.Create(low.GetLower(), high.GetLower()), Vector128.Create(low.GetUpper(), high.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereEqual(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Vector128.ConditionalSelect(Vector128.Equals(b, c), a, Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereGreater(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(b, c), a, Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereDrawn(Vector128<float> a, uint place, uint key, int limit)
    {
        Vector128<uint> x = (Vector128.Create(place) + Vector128<uint>.Indices) ^ Vector128.Create(key);
        x = (x ^ (x >>> 16)) * Vector128.Create(0x7FEB352Du);
        x = (x ^ (x >>> 15)) * Vector128.Create(0x846CA68Bu);
        Vector128<int> draw = ((x ^ (x >>> 16)) >>> 1).AsInt32();
        return Vector128.ConditionalSelect(Vector128.LessThan(draw, Vector128.Create(limit)).AsSingle(), Vector128<float>.Zero, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a) => Vector128.Sum(a);
}
