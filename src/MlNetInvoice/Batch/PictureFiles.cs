namespace MlNetInvoice.Batch;

/// <summary>Finds the pictures of a folder.</summary>
public static class PictureFiles
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".pbm", ".pgm", ".ppm", ".pnm"];

    /// <summary>The endings by which pictures are known, in lower case with their dot.</summary>
    public static IReadOnlyList<string> Extensions => Endings;

    /// <summary>The pictures of a folder, lazily: files before subfolders, each in ordinal order of their names, so that the order is the same on every machine.</summary>
    /// <param name="folder">The folder; the paths begin with it as it is given.</param>
    /// <param name="recursive">Whether subfolders are searched as well (links to folders are not followed).</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; raised when the first is asked for.</exception>
    public static IEnumerable<string> Enumerate(string folder, bool recursive)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] files = Directory.GetFiles(folder);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            if (IsPicture(file))
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
        foreach (string file in subfolders.SelectMany(subfolder => Enumerate(subfolder, recursive: true)))
        {
            yield return file;
        }
    }

    /// <summary>Whether a name ends as pictures do, in small letters or large.</summary>
    /// <param name="path">A path or name.</param>
    public static bool IsPicture(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
