namespace MlNetInvoice.Files;

/// <summary>
/// Writes a file beside its place and renames it over: whatever happens on the way (an exception, a kill, a power cut), the path holds the
/// old file whole or the new file whole, never a part of one.
/// </summary>
internal static class AtomicFile
{
    // What a killed process left is removed by the next one that writes the same file, unless it is so fresh that its writer may still be opening it.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">Where the file shall stand; its folder is created where it is missing.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            RemoveLeftovers(target);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a file of bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    /// <summary>Writes a text file as UTF-8 without a byte-order mark.</summary>
    public static void Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    private static void RemoveLeftovers(string target)
    {
        foreach (string leftover in Directory.GetFiles(Path.GetDirectoryName(target)!, Path.GetFileName(target) + ".*.tmp"))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > LeftoverAge)
                {
                    // Fails where another process writes it now.
                    using var stream = new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It is somebody else's; ours is written.
            }
        }
    }
}
