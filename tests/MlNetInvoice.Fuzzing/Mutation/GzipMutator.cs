using System.IO.Compression;

namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes what gzip wraps, and wraps it again with a right checksum; or changes the wrapping.</summary>
public static class GzipMutator
{
    /// <summary>A changed file.</summary>
    /// <param name="seed">A sound file.</param>
    /// <param name="other">Another.</param>
    /// <param name="mutateContent">How the content is changed.</param>
    /// <param name="random">Chance.</param>
    public static byte[] Mutate(byte[] seed, byte[] other, Func<byte[], byte[], Random, byte[]> mutateContent, Random random)
    {
        if (random.Next(4) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        byte[] content = random.Next(100) == 0 ? new byte[random.Next(4 << 20)] : mutateContent(Unwrap(seed), Unwrap(other), random);
        return Wrap(content, random.Next(3) == 0 ? content[..random.Next(content.Length + 1)] : []);
    }

    /// <summary>Wraps content in one gzip member, or two.</summary>
    public static byte[] Wrap(byte[] content, byte[] second)
    {
        using var file = new MemoryStream();
        foreach (byte[] member in (byte[][])[content, second])
        {
            if (member.Length > 0 || ReferenceEquals(member, content))
            {
                using var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
                gzip.Write(member);
            }
        }

        return file.ToArray();
    }

    private static byte[] Unwrap(byte[] file)
    {
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
