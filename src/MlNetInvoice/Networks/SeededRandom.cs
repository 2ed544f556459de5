using System.Numerics;

namespace MlNetInvoice.Networks;

/// <summary>
/// Random numbers that are the same everywhere and for ever for a seed and a stream: xoshiro256** (Blackman, Vigna 2018) seeded by SplitMix64. The framework's
/// generator promises no such thing across versions, and a training that is resumed must draw what an uninterrupted one draws.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(ulong seed, ulong stream) => Restart(seed, stream);

    /// <summary>Begins anew, as a fresh instance would.</summary>
    public void Restart(ulong seed, ulong stream)
    {
        ulong state = Mix(seed) ^ Mix(stream + 0x632BE59BD9B4E019);
        _a = Mix(state += SplitMix64.Increment);
        _b = Mix(state += SplitMix64.Increment);
        _c = Mix(state += SplitMix64.Increment);
        _d = Mix(state + SplitMix64.Increment);
    }

    /// <summary>SplitMix64's next number after a state.</summary>
    public static ulong Mix(ulong value) => SplitMix64.Mix(value + SplitMix64.Increment);

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Evenly distributed in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Evenly distributed in [−bound, bound).</summary>
    public float NextSymmetric(float bound) => bound * (float)((2 * NextDouble()) - 1);

    /// <summary>A whole number in [0, bound).</summary>
    public int NextInt(int bound) => (int)(((UInt128)NextUInt64() * (ulong)bound) >> 64);

    /// <summary>Shuffles in place (Fisher, Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
