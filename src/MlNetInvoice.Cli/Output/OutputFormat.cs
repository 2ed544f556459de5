namespace MlNetInvoice.Cli.Output;

/// <summary>The format of a file that results are written to: its extension decides, and an option may only say the same.</summary>
internal static class OutputFormat
{
    /// <summary>The format.</summary>
    /// <param name="path">The file, or null for the standard output.</param>
    /// <param name="asked">What <c>--format</c> says, or null.</param>
    /// <exception cref="UsageException">The two contradict each other.</exception>
    public static string Of(string? path, string? asked)
    {
        string? meant = Path.GetExtension(path)?.ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => "jsonl",
            ".JSON" => "json",
            ".CSV" => "csv",
            ".TXT" => "text",
            _ => null,
        };
        if (meant is not null && asked is not null && meant != asked)
        {
            throw new UsageException($"--out {path} is a {meant} file by its extension, but --format is {asked}; change one of them.");
        }

        return meant ?? asked ?? (path is null ? "text" : "jsonl");
    }

    /// <summary>Refuses to write PNG under another name.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="path">The file, or null.</param>
    /// <exception cref="UsageException">The file does not end in .png.</exception>
    public static void RequirePng(string option, string? path)
    {
        if (path is not null && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{option} writes a PNG picture; give a name that ends in .png, not {path}.");
        }
    }

    /// <summary>Refuses to write over a file that stands there.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="isMeant">Whether it was said that it may be replaced or gone on with.</param>
    /// <exception cref="UsageException">It stands there and was not meant to be replaced.</exception>
    public static void RequireNew(string? path, bool isMeant)
    {
        if (path is not null && !isMeant && File.Exists(path))
        {
            throw new UsageException($"{path} exists already; --overwrite replaces it, --resume goes on with it.");
        }
    }
}
