using System.Numerics;
using System.Runtime.CompilerServices;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Synthesis;

/// <summary>
/// Pseudo-random numbers of one sample: xoroshiro128++ (Blackman and Vigna 2019) started by SplitMix64 from a seed and an index,
/// so that sample i is the same whoever draws it, in whatever order and on whatever thread. The same bits on every machine.
/// </summary>
internal struct SampleRandom
{
    private ulong _a;
    private ulong _b;

    public SampleRandom(long seed, long index)
    {
        ulong state = SplitMix64.Mix((ulong)seed * SplitMix64.Increment) ^ SplitMix64.Mix((ulong)index + 0xD1B54A32D192ED03UL);
        _a = SplitMix64.Mix(state += SplitMix64.Increment);
        _b = SplitMix64.Mix(state + SplitMix64.Increment) | 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong a = _a, b = _b, result = BitOperations.RotateLeft(a + b, 17) + a;
        b ^= a;
        _a = BitOperations.RotateLeft(a, 49) ^ b ^ (b << 21);
        _b = BitOperations.RotateLeft(b, 28);
        return result;
    }

    /// <summary>Numbers of their own for one stage, so that what a stage draws does not shift what comes after it.</summary>
    public SampleRandom Fork() => new((long)NextBits(), 0);

    /// <summary>Uniform in [0, 1).</summary>
    public float NextFloat() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float Range(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>Uniform over 0 … count − 1.</summary>
    public int Below(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>True with a probability.</summary>
    public bool Chance(float probability) => NextFloat() < probability;

    /// <summary>About normal, mean 0 and deviation 1: the sum of four uniforms, never beyond ±3.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Normal()
    {
        ulong bits = NextBits();
        uint sum = (uint)(bits & 0xFFFF) + (uint)((bits >> 16) & 0xFFFF) + (uint)((bits >> 32) & 0xFFFF) + (uint)(bits >> 48);
        return (sum - 131070f) * (1.7320508f / 65536f);
    }

    /// <summary>Uniform on a logarithmic scale, in [low, high).</summary>
    public float LogRange(float low, float high) => low * MathF.Pow(high / low, NextFloat());

    /// <summary>One character of a string.</summary>
    public char Pick(string characters) => characters[Below(characters.Length)];
}
