using System.Buffers;
using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>The bytes of a file in a pooled buffer, never more than the options allow.</summary>
internal readonly struct FileBytes : IMemoryOwner<byte>
{
    private const int FirstBuffer = 64 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private FileBytes(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The bytes; not to be used after disposal.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <inheritdoc/>
    public Memory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Opens a file for one reading from start to end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="how">Whether it is read asynchronously.</param>
    public static FileStream Open(string path, FileOptions how = FileOptions.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | how);
    }

    /// <summary>Refuses a file above the limit.</summary>
    /// <param name="length">Its bytes, or as many as are known.</param>
    /// <param name="options">The limits.</param>
    public static void CheckLength(long length, ImageDecoderOptions options)
    {
        if (length > options.MaxFileBytes)
        {
            throw new ImageTooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"The picture file has more than {options.MaxFileBytes} bytes: shrink the picture, or raise ImageDecoderOptions.MaxFileBytes."));
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The limits.</param>
    public static FileBytes Read(Stream stream, ImageDecoderOptions options)
    {
        byte[] buffer = Begin(stream, options);
        int length = 0;
        try
        {
            while (true)
            {
                int read = stream.Read(buffer, length, buffer.Length - length);
                if (read == 0)
                {
                    return new FileBytes(buffer, length);
                }

                length += read;
                buffer = Grow(buffer, length, options);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Reads a stream to its end asynchronously.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FileBytes> ReadAsync(Stream stream, ImageDecoderOptions options, CancellationToken cancellationToken)
    {
        byte[] buffer = Begin(stream, options);
        int length = 0;
        try
        {
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return new FileBytes(buffer, length);
                }

                length += read;
                buffer = Grow(buffer, length, options);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Begin(Stream stream, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            return ArrayPool<byte>.Shared.Rent(FirstBuffer);
        }

        long length = Math.Max(0, stream.Length - stream.Position);
        CheckLength(length, options);
        return ArrayPool<byte>.Shared.Rent((int)Math.Min(length + 1, Array.MaxLength));
    }

    private static byte[] Grow(byte[] buffer, int length, ImageDecoderOptions options)
    {
        CheckLength(length, options);
        if (length < buffer.Length)
        {
            return buffer;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, Array.MaxLength));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
