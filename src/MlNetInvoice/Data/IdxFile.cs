using System.Buffers.Binary;
using System.IO.Compression;
using MlNetInvoice.Files;

namespace MlNetInvoice.Data;

/// <summary>
/// Reads and writes IDX files, the format of MNIST (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): two zero bytes, the
/// type, the number of dimensions, a big-endian 32-bit size for each, then the values. Values are unsigned bytes (type 0x08). A file that
/// begins as gzip is decompressed on the way.
/// </summary>
public static class IdxFile
{
    /// <summary>Most dimensions a file may declare.</summary>
    public const int MaxDimensions = 4;

    /// <summary>Most bytes of values a file may declare, unless the caller allows more: 512 MiB.</summary>
    public const int DefaultMaxBytes = 512 * 1024 * 1024;

    private const byte UnsignedByte = 0x08;

    // Deflate cannot shrink by more than 1032:1 (a 258-byte match costs at least two bits): a gzip file that declares more is lying.
    private const int MaxGzipRatio = 1032;

    /// <summary>Reads a file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Most bytes of values that may be declared, at least 1. Default 512 MiB.</param>
    /// <exception cref="InvalidDataSetException">The file is missing, is no IDX file of unsigned bytes, is damaged, or declares too much.</exception>
    public static IdxArray Read(string path, int maxBytes = DefaultMaxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
            return Read(stream, path, maxBytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSetException($"{path}: cannot be opened: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a stream that can seek, plain or gzip, from its present position to its end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What error messages call the stream, such as its path.</param>
    /// <param name="maxBytes">Most bytes of values that may be declared, at least 1. Default 512 MiB.</param>
    /// <exception cref="InvalidDataSetException">The stream is no IDX file of unsigned bytes, is damaged, or declares too much.</exception>
    public static IdxArray Read(Stream stream, string name, int maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        long length = stream.Length - stream.Position;
        Span<byte> magic = stackalloc byte[2];
        int got = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Seek(-got, SeekOrigin.Current);
        if (got == 2 && magic[0] == 0x1F && magic[1] == 0x8B)
        {
            try
            {
                using var gzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
                return ReadValues(gzip, name, maxBytes, length, compressed: true);
            }
            catch (InvalidDataException fault)
            {
                throw new InvalidDataSetException($"{name}: the gzip data is damaged: {fault.Message}", fault);
            }
        }

        return ReadValues(stream, name, maxBytes, length, compressed: false);
    }

    /// <summary>Writes a file beside its place and renames it; a name that ends in <c>.gz</c> is compressed.</summary>
    /// <param name="path">The file; one that stands there is replaced.</param>
    /// <param name="array">What to write.</param>
    public static void Write(string path, IdxArray array)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(array);
        bool compress = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            if (!compress)
            {
                Write(stream, array);
                return;
            }

            using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            Write(gzip, array);
        });
    }

    /// <summary>Writes plain IDX to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="array">What to write.</param>
    public static void Write(Stream stream, IdxArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        Span<byte> header = stackalloc byte[4 + (4 * array.Dimensions.Length)];
        header.Clear();
        header[2] = UnsignedByte;
        header[3] = (byte)array.Dimensions.Length;
        for (int i = 0; i < array.Dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header[(4 + (4 * i))..], array.Dimensions[i]);
        }

        stream.Write(header);
        stream.Write(array.Values);
    }

    private static IdxArray ReadValues(Stream stream, string name, int maxBytes, long fileLength, bool compressed)
    {
        Span<byte> header = stackalloc byte[4 + (4 * MaxDimensions)];
        ReadHeaderBytes(stream, header[..4], 0, name);
        if (header[0] != 0 || header[1] != 0)
        {
            throw new InvalidDataSetException($"{name}: no IDX file: it begins with {Convert.ToHexString(header[..4])} where 0000 is expected (offset 0).");
        }

        if (header[2] != UnsignedByte)
        {
            throw new InvalidDataSetException($"{name}: values of type 0x{header[2]:X2} where only 0x08 (unsigned bytes) is read (offset 2).");
        }

        int rank = header[3];
        if (rank is < 1 or > MaxDimensions)
        {
            throw new InvalidDataSetException($"{name}: {rank} dimensions where 1 to {MaxDimensions} are expected (offset 3).");
        }

        ReadHeaderBytes(stream, header.Slice(4, 4 * rank), 4, name);
        Span<int> dimensions = stackalloc int[rank];
        long total = 1;
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + (4 * i))..]);
            if (dimensions[i] < 0)
            {
                throw new InvalidDataSetException($"{name}: dimension {i} is {(uint)dimensions[i]}, more than 2147483647 (offset {4 + (4 * i)}).");
            }

            // Saturates instead of overflowing: one more product of an int with a value above the cap stays within 64 bits.
            total = Math.Min(total * dimensions[i], (long)int.MaxValue + 1);
        }

        if (total > maxBytes)
        {
            throw new InvalidDataSetException($"{name}: declares {string.Join('×', dimensions.ToArray())} values, more than the {maxBytes} bytes allowed.");
        }

        int headerLength = 4 + (4 * rank);
        CheckFileLength(name, fileLength, compressed, headerLength, total);
        byte[] values = new byte[total];
        int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
        {
            throw new InvalidDataSetException($"{name}: ends at offset {headerLength + read}, but {headerLength + total} bytes are declared.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataSetException($"{name}: goes on after offset {headerLength + total}, where its declared values end.");
        }

        return new IdxArray(dimensions, values);
    }

    private static void CheckFileLength(string name, long fileLength, bool compressed, int headerLength, long total)
    {
        if (compressed)
        {
            if (headerLength + total > fileLength * MaxGzipRatio)
            {
                throw new InvalidDataSetException($"{name}: {fileLength} bytes of gzip cannot hold the {headerLength + total} bytes that are declared.");
            }
        }
        else if (headerLength + total != fileLength)
        {
            throw new InvalidDataSetException($"{name}: has {fileLength} bytes, but {headerLength + total} are declared.");
        }
    }

    private static void ReadHeaderBytes(Stream stream, Span<byte> bytes, int offset, string name)
    {
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
        {
            throw new InvalidDataSetException($"{name}: ends at offset {offset + got}, within the IDX header.");
        }
    }
}
