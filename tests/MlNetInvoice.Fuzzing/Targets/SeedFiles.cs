namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>Finds the repository's own reference pictures to begin with.</summary>
public static class SeedFiles
{
    private const int LargestSeed = 8 * 1024;

    /// <summary>The folder of the reference pictures.</summary>
    public static string References { get; } = Path.Combine(Root(), "tests", "MlNetInvoice.Tests", "Imaging", "References");

    /// <summary>The folder of the documents.</summary>
    public static string Documents { get; } = Path.Combine(Root(), "tests", "MlNetInvoice.Documents.Tests", "References");

    /// <summary>The folder of the inputs that once broke something, by format.</summary>
    public static string Regressions { get; } = Path.Combine(Root(), "tests", "MlNetInvoice.Fuzzing", "Regressions");

    /// <summary>All small files of a folder with one of some endings, in order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="extensions">Endings, separated by blanks.</param>
    public static IReadOnlyList<byte[]> Read(string folder, string extensions) =>
    [
        .. Directory.GetFiles(folder)
            .Where(path => extensions.Split(' ').Contains(Path.GetExtension(path)) && new FileInfo(path).Length <= LargestSeed)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlNetInvoice.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No MlNetInvoice.sln above {AppContext.BaseDirectory}: run this inside the repository.");
    }
}
