using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace MlNetInvoice.Documents;

/// <summary>
/// A ZIP archive of pictures and documents. Nothing of it is written to disk, and archives inside it are not opened. Its files are unpacked one at a time, each as far as the limits allow, whatever
/// the archive declares. Thread-safe.
/// </summary>
public sealed class PictureArchive : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ZipArchive _archive;
    private readonly ZipArchiveEntry[] _entries;
    private readonly ArchiveOptions _options;
    private long _unpacked;

    /// <summary>Opens an archive.</summary>
    /// <param name="stream">Its bytes, which can be sought in; closed with the archive.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="InvalidImageException">It is no archive, or a damaged one.</exception>
    /// <exception cref="ImageTooLargeException">It has more files than the limits allow.</exception>
    public PictureArchive(Stream stream, ArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _options = options ?? ArchiveOptions.Default;
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            _entries = [.. _archive.Entries.Where(entry => IsFile(entry.FullName)).Take(_options.MaxFiles + 1)];
        }
        catch (InvalidDataException fault)
        {
            _archive?.Dispose();
            throw DocumentFault.Damaged("ZIP", fault);
        }

        if (_entries.Length > _options.MaxFiles)
        {
            _archive.Dispose();
            throw new ImageTooLargeException(string.Create(
                CultureInfo.InvariantCulture, $"ZIP: the archive has more than {_options.MaxFiles} files: split it, or raise ArchiveOptions.MaxFiles."));
        }

        Names = [.. _entries.Select(entry => entry.FullName)];
    }

    /// <summary>Names of the files, with their folders, in the order of the archive. They are for people: never a path to write to.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether bytes are a ZIP archive, and not a document that is packed as one, such as a Word document.</summary>
    /// <param name="file">The first bytes of the file, 4,096 if it has so many.</param>
    public static bool IsArchive(ReadOnlySpan<byte> file) => Imaging.Codecs.OtherFiles.Of(file).Name == "a ZIP archive";

    /// <summary>Unpacks a file.</summary>
    /// <param name="index">Its index in <see cref="Names"/>.</param>
    /// <exception cref="InvalidImageException">It is damaged or encrypted.</exception>
    /// <exception cref="ImageTooLargeException">It is larger than the limits allow, or the archive is with all that was unpacked before.</exception>
    public byte[] Read(int index)
    {
        lock (_lock)
        {
            ZipArchiveEntry entry = _entries[index];
            try
            {
                using Stream packed = entry.Open();
                return Unpack(packed, entry);
            }
            catch (Exception fault) when (fault is InvalidDataException or NotSupportedException)
            {
                throw new InvalidImageException(entry.IsEncrypted ? "ZIP: the file is encrypted; unpack the archive and give its files." : "ZIP: the file is damaged in its archive, so copy or download it again.", fault);
            }
        }
    }

    /// <summary>Closes the archive.</summary>
    public void Dispose() => _archive.Dispose();

    // Folders, what a Mac adds beside each file, and hidden files.
    private static bool IsFile(string name) =>
        !name.EndsWith('/') && !name.StartsWith("__MACOSX/", StringComparison.Ordinal) && !Path.GetFileName(name).StartsWith('.') && name.Length is > 0 and < 1024;

    private byte[] Unpack(Stream packed, ZipArchiveEntry entry)
    {
        // What an archive declares is no promise: it is counted while it is unpacked.
        long limit = Math.Min(_options.MaxFileBytes, _options.MaxTotalBytes - _unpacked);
        limit = Math.Min(limit, Math.Max(ArchiveOptions.FreeOfRatio, entry.CompressedLength * _options.MaxRatio));
        using var content = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                {
                    throw new ImageTooLargeException(string.Create(
                        CultureInfo.InvariantCulture, $"ZIP: the file unpacks to more than {limit} bytes: give it by itself, or raise the limits of ArchiveOptions."));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _unpacked += content.Length;
        }

        return content.ToArray();
    }
}
