using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>The outline fonts installed on a machine, those of them that can print an invoice. Nothing is installed, copied or committed.</summary>
public static class FontCatalog
{
    // A font with these has traditional ideographs.
    private const string Telltales = "統編號發票";

    private static readonly string[] s_unsuited = ["symbol", "dingbat", "zapf", "emoji", "chancery", "italic", "oblique", "bdita", "kai", "black", "thin", "hairline", "extralight", "outline", " 100", " 200", " 900"];

    /// <summary>The folders in which this system keeps fonts, those that exist.</summary>
    public static IReadOnlyList<string> SystemFolders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] folders = OperatingSystem.IsWindows()
            ? [Environment.GetFolderPath(Environment.SpecialFolder.Fonts)]
            : OperatingSystem.IsMacOS()
                ? ["/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts")]
                : ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".fonts"), Path.Combine(home, ".local", "share", "fonts")];
        return [.. folders.Where(folder => folder.Length > 0 && Directory.Exists(folder))];
    }

    /// <summary>
    /// Reads all fonts below some folders that have every digit and capital, all of one height, and are no slanted, symbol or script faces.
    /// Files that are damaged, too large or of another kind are passed over.
    /// </summary>
    /// <param name="folders">Where to look; null: <see cref="SystemFolders"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One face per name, ordered by name, so that the same fonts give the same order on every machine.</returns>
    /// <exception cref="FontsUnavailableException">SkiaSharp's native library, which reads fonts, does not load on this platform.</exception>
    public static IReadOnlyList<PrintFace> Discover(IEnumerable<string>? folders = null, CancellationToken cancellationToken = default)
    {
        var found = new SortedDictionary<string, PrintFace>(StringComparer.Ordinal);
        foreach (string path in (folders ?? SystemFolders()).SelectMany(FontFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryLoad(path) is { } font && IsSuited(font))
            {
                found.TryAdd(font.Name, font);
            }
        }

        return [.. found.Values];
    }

    /// <summary>Reads all fonts below some folders that have the ideographs of invoices' captions, none of them slanted or extreme in weight.</summary>
    /// <param name="folders">Where to look; null: <see cref="SystemFolders"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One face per name, ordered by name.</returns>
    /// <exception cref="FontsUnavailableException">SkiaSharp's native library, which reads fonts, does not load on this platform.</exception>
    public static IReadOnlyList<PrintFace> DiscoverIdeographs(IEnumerable<string>? folders = null, CancellationToken cancellationToken = default)
    {
        var found = new SortedDictionary<string, PrintFace>(StringComparer.Ordinal);
        foreach (string path in (folders ?? SystemFolders()).SelectMany(FontFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryLoad(path, CaptionSkeletons.Repertoire) is { } font && Telltales.All(font.Has) && !s_unsuited.Any(word => font.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                found.TryAdd(font.Name, font);
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<string> FontFiles(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC")
        .Where(path => new FileInfo(path).Length <= 64 * 1024 * 1024)
        .Order(StringComparer.Ordinal);

    private static OutlineFont? TryLoad(string path, string extraCharacters = "")
    {
        try
        {
            return OutlineFont.Load(path, 0, extraCharacters);
        }
        catch (Exception exception) when (exception is InvalidDataSetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsSuited(OutlineFont font)
    {
        if (s_unsuited.Any(word => font.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // Text figures, whose heights differ, are on no invoice.
        foreach (char character in "0123456789AEHTZ")
        {
            GlyphOutline glyph = font.Outline(character);
            if (-glyph.Top is < 0.9f or > 1.13f || glyph.Bottom is > 0.12f or < -0.08f)
            {
                return false;
            }
        }

        return true;
    }
}
