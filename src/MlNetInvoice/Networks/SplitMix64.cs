namespace MlNetInvoice.Networks;

/// <summary>
/// The mixing function of SplitMix64 (Steele, Lea, Flood 2014), by which the two seeded generators begin: <see cref="SeededRandom"/> for trainings and <c>SampleRandom</c> for
/// pictures. These stay two, as every weight and every picture that a seed has given must come again.
/// </summary>
internal static class SplitMix64
{
    /// <summary>What the state grows by from one number to the next: 2⁶⁴ ∕ golden ratio.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>One well-mixed number from another.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
