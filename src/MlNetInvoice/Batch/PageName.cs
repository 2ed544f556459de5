using System.Globalization;

namespace MlNetInvoice.Batch;

/// <summary>Names of pages: the file's name, a number sign and the page's number.</summary>
internal static class PageName
{
    /// <summary>The name of a page.</summary>
    /// <param name="file">The file's name, or null.</param>
    /// <param name="page">The page, or null if the file has none.</param>
    public static string? Of(string? file, int? page) => file is null || page is null ? file : string.Create(CultureInfo.InvariantCulture, $"{file}#{page}");

    /// <summary>The file that a name is of: only files that can have pages lose what looks like a page's number.</summary>
    /// <param name="name">The name of a page or of a file.</param>
    public static string FileOf(string name)
    {
        int sign = name.LastIndexOf('#');
        return sign > 0 && int.TryParse(name.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) && HasPages(name[..sign]) ? name[..sign] : name;
    }

    /// <summary>The page that a name asks for, or null.</summary>
    /// <param name="name">The name of a page or of a file.</param>
    public static int? PageOf(string name) => FileOf(name) is var file && file.Length < name.Length ? int.Parse(name.AsSpan(file.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static bool HasPages(string file) => Path.GetExtension(file).ToUpperInvariant() is ".PDF" or ".TIF" or ".TIFF";
}
