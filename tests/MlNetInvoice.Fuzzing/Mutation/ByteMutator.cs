namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes bytes without knowing what they mean: what line noise, a broken disk or a careless editor does.</summary>
public static class ByteMutator
{
    private static readonly byte[] Telling = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, (byte)'0', (byte)'-', (byte)'"', (byte)'{', 0xD9, 0x08];

    private static readonly uint[] TellingNumbers = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>One to eight random changes.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        byte[] bytes = [.. seed];
        for (int i = random.Next(1, 9); i > 0; i--)
        {
            bytes = MutateOnce(bytes, other, random);
        }

        return bytes;
    }

    /// <summary>One random change.</summary>
    public static byte[] MutateOnce(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length == 0)
        {
            return [Telling[random.Next(Telling.Length)]];
        }

        int at = random.Next(bytes.Length);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = Telling[random.Next(Telling.Length)];
                return bytes;
            case 2:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3:
                SetNumber(bytes, at, random.Next(1, 5), TellingNumber(random), bigEndian: random.Next(2) == 0);
                return bytes;
            case 4:
                return bytes[..at];
            case 5:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 17))..]];
            case 6:
                var extra = new byte[random.Next(1, 33)];
                random.NextBytes(extra);
                return [.. bytes[..at], .. extra, .. bytes[at..]];
            case 7:
                int length = Math.Min(random.Next(1, 65), bytes.Length - at);
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            default:
                return other.Length == 0 ? bytes : [.. bytes[..at], .. other[random.Next(other.Length)..]];
        }
    }

    /// <summary>A number at which readers are wont to fail, or one next to it, or any.</summary>
    public static uint TellingNumber(Random random) => random.Next(4) switch
    {
        0 => (uint)random.Next(1 << random.Next(1, 31)),
        1 => TellingNumbers[random.Next(TellingNumbers.Length)] + (uint)random.Next(-2, 3),
        _ => TellingNumbers[random.Next(TellingNumbers.Length)],
    };

    /// <summary>Writes as much of a number as fits.</summary>
    public static void SetNumber(Span<byte> bytes, int at, int size, uint value, bool bigEndian)
    {
        for (int i = 0; i < size && at + i < bytes.Length; i++)
        {
            int shift = (bigEndian ? size - 1 - i : i) * 8;
            bytes[at + i] = (byte)(value >> shift);
        }
    }
}
