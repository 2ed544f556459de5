namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes files whose header has its fields at fixed places (BMP, IDX), and files whose header is text (PNM).</summary>
public static class FieldMutator
{
    private static readonly string[] Words =
        ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "0", "1", "2", "7", "255", "256", "65535", "65536", "2147483647", "2147483648", "99999999999999999999", "-1", "#", "# x\n", "", "\n", "1e9"];

    /// <summary>Changes header fields of one to four bytes, then perhaps any byte.</summary>
    /// <param name="seed">A sound file.</param>
    /// <param name="other">Another.</param>
    /// <param name="fields">Places and sizes of the fields.</param>
    /// <param name="bigEndian">Their byte order.</param>
    /// <param name="random">Chance.</param>
    public static byte[] MutateBinary(byte[] seed, byte[] other, ReadOnlySpan<(int At, int Size)> fields, bool bigEndian, Random random)
    {
        byte[] bytes = [.. seed];
        for (int i = random.Next(0, 4); i > 0; i--)
        {
            (int at, int size) = fields[random.Next(fields.Length)];
            uint value = random.Next(3) == 0 ? (uint)random.Next(1, 300) : ByteMutator.TellingNumber(random);
            ByteMutator.SetNumber(bytes, at, size, value, bigEndian);
        }

        return random.Next(2) == 0 ? bytes : ByteMutator.Mutate(bytes, other, random);
    }

    /// <summary>Replaces, adds or removes words of the text at the start, then perhaps any byte.</summary>
    public static byte[] MutateText(byte[] seed, byte[] other, Random random)
    {
        int end = Math.Min(seed.Length, 24);
        var words = new List<string>(System.Text.Encoding.Latin1.GetString(seed, 0, end).Split(' ', '\n', '\t', '\r'));
        for (int i = random.Next(0, 3); i > 0; i--)
        {
            int at = random.Next(Math.Min(words.Count, 5));
            words[at] = Words[random.Next(Words.Length)];
        }

        byte[] bytes = [.. System.Text.Encoding.Latin1.GetBytes(string.Join(random.Next(2) == 0 ? ' ' : '\n', words)), .. seed[end..]];
        return random.Next(2) == 0 ? bytes : ByteMutator.Mutate(bytes, other, random);
    }
}
