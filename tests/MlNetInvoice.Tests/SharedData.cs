namespace MlNetInvoice;

/// <summary>Finds data that lies beside the repository and is never part of it; tests that want it are skipped, with the reason, where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The repository's root: the folder that holds <c>MlNetInvoice.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>A file or folder below the shared data, or a skip of the running test.</summary>
    public static string Require(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", relativePath));
        if (!Path.Exists(path))
        {
            Assert.Ignore($"Skipped: needs {Path.Combine("..", "shared", relativePath)} beside the repository, which is absent here.");
        }

        return path;
    }

    private static string FindRepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlNetInvoice.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No MlNetInvoice.sln above {AppContext.BaseDirectory}.");
    }
}
