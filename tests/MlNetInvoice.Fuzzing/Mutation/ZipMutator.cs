using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes model files entry by entry: the manifest as JSON, the weights as bytes (their SHA-256 made right again, mostly), names, entries missing, doubled, or huge.</summary>
public static partial class ZipMutator
{
    private const int BombBytes = 8 * 1024 * 1024;

    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A changed file.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(5) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        List<(string Name, byte[] Content)> entries = Split(seed);
        for (int i = random.Next(1, 3); i > 0 && entries.Count > 0; i--)
        {
            MutateEntries(entries, random);
        }

        if (random.Next(4) != 0)
        {
            RepairHash(entries);
        }

        return Join(entries, random);
    }

    private static void MutateEntries(List<(string Name, byte[] Content)> entries, Random random)
    {
        int at = random.Next(entries.Count);
        (string name, byte[] content) = entries[at];
        switch (random.Next(9))
        {
            case 0:
                entries.RemoveAt(at);
                break;
            case 1:
                entries.Add(entries[at]);
                break;
            case 2:
                entries[at] = (random.Next(2) == 0 ? "../" + name : new string('x', random.Next(1, 300)), content);
                break;
            case 3 when random.Next(20) == 0:
                entries[at] = (name, new byte[BombBytes]);
                break;
            case 4:
                entries[at] = (name, content[..random.Next(content.Length + 1)]);
                break;
            default:
                entries[at] = (name, name.EndsWith(".json", StringComparison.Ordinal)
                    ? JsonMutator.Mutate(content, content, random)
                    : ByteMutator.Mutate(content, [], random));
                break;
        }
    }

    private static List<(string Name, byte[] Content)> Split(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var entries = new List<(string Name, byte[] Content)>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            entries.Add((entry.FullName, content.ToArray()));
        }

        return entries;
    }

    private static void RepairHash(List<(string Name, byte[] Content)> entries)
    {
        int manifest = entries.FindIndex(entry => entry.Name == "manifest.json");
        int weights = entries.FindIndex(entry => entry.Name == "weights.bin");
        if (manifest >= 0 && weights >= 0)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(entries[weights].Content));
            string text = HashPattern().Replace(Encoding.UTF8.GetString(entries[manifest].Content), $"\"{hash}\"");
            entries[manifest] = ("manifest.json", Encoding.UTF8.GetBytes(text));
        }
    }

    private static byte[] Join(List<(string Name, byte[] Content)> entries, Random random)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, random.Next(2) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
                entry.LastWriteTime = EntryTime;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    [GeneratedRegex("\"[0-9a-f]{64}\"")]
    private static partial Regex HashPattern();
}
