using System.Buffers;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Batch;

/// <summary>Finds the pictures of a folder.</summary>
public static class PictureFiles
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".pbm", ".pgm", ".ppm", ".pnm", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".jp2", ".j2k", ".jxl", ".pdf"];

    // What file managers leave behind.
    private static readonly string[] Leftovers = ["thumbs.db", "desktop.ini"];

    /// <summary>The endings by which pictures and PDF documents are known, in lower case with their dot. PNG and JPEG are read by this library, the others by MlNetInvoice.Documents.</summary>
    public static IReadOnlyList<string> Extensions => Endings;

    /// <summary>The pictures of a folder, lazily: files before subfolders, each in ordinal order of their names, so that the order is the same on every machine.</summary>
    /// <param name="folder">The folder; the paths begin with it as it is given.</param>
    /// <param name="recursive">Whether subfolders are searched as well (links to folders are not followed).</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; raised when the first is asked for.</exception>
    public static IEnumerable<string> Enumerate(string folder, bool recursive) => Enumerate(folder, recursive, IsPicture);

    /// <summary>All files of a folder but hidden ones, in the order of <see cref="Enumerate(string, bool)"/>: for those who name what is no picture instead of passing over it.</summary>
    /// <param name="folder">The folder; the paths begin with it as it is given.</param>
    /// <param name="recursive">Whether subfolders are searched as well (links to folders are not followed).</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; raised when the first is asked for.</exception>
    public static IEnumerable<string> EnumerateAll(string folder, bool recursive) => Enumerate(folder, recursive, IsVisible);

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.') && !Leftovers.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Enumerate(string folder, bool recursive, Func<string, bool> isWanted)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] files = Directory.GetFiles(folder);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            if (isWanted(file))
            {
                yield return file;
            }
        }

        if (!recursive)
        {
            yield break;
        }

        string[] subfolders = Directory.GetDirectories(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint });
        Array.Sort(subfolders, StringComparer.Ordinal);
        foreach (string file in subfolders.SelectMany(subfolder => Enumerate(subfolder, recursive: true, isWanted)))
        {
            yield return file;
        }
    }

    /// <summary>Fetches a file without blocking a thread on it, into pooled memory that goes back when the result is disposed of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How large it may be.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="ImageTooLargeException">The file is larger than the options allow.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<IMemoryOwner<byte>> FetchAsync(string path, ImageDecoderOptions options, CancellationToken cancellationToken = default)
    {
        FileStream stream = FileBytes.Open(path, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            return await FetchAsync(stream, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches what a stream holds without blocking a thread on it, into pooled memory that goes back when the result is disposed of.</summary>
    /// <param name="stream">The bytes of a picture, read to their end; left open.</param>
    /// <param name="options">How large it may be.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="ImageTooLargeException">The picture is larger than the options allow.</exception>
    public static async ValueTask<IMemoryOwner<byte>> FetchAsync(Stream stream, ImageDecoderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await FileBytes.ReadAsync(stream, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a name ends as pictures do, in small letters or large.</summary>
    /// <param name="path">A path or name.</param>
    public static bool IsPicture(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
