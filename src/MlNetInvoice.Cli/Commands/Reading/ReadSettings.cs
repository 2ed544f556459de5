using MlNetInvoice.Cli.Output;

namespace MlNetInvoice.Cli.Commands;

/// <summary>What <c>read</c> was asked for.</summary>
internal sealed record ReadSettings
{
    /// <summary>The source that stands for the standard input.</summary>
    public const string StandardInput = "-";

    public required string[] Sources { get; init; }

    public bool Recursive { get; init; }

    public string Format { get; init; } = "text";

    public string? Overlay { get; init; }

    public bool All { get; init; }

    public string? Output { get; init; }

    public bool Resume { get; init; }

    public bool Overwrite { get; init; }

    public int Threads { get; init; }

    /// <summary>Refuses what contradicts itself, before anything is loaded.</summary>
    /// <exception cref="UsageException">Something does.</exception>
    public void Validate()
    {
        if (Overlay is not null && (Sources.Length != 1 || Directory.Exists(Sources[0]) || Sources[0].EndsWith(".zip", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException("--overlay draws into one picture; give one file.");
        }

        OutputFormat.RequirePng("--overlay", Overlay);
        if (Overwrite && Resume)
        {
            throw new UsageException("--overwrite begins anew and --resume goes on; give one of them.");
        }

        OutputFormat.RequireNew(Output, Overwrite || Resume);

        if (Resume && Output is null)
        {
            throw new UsageException("--resume goes on with a file; name it with --out.");
        }

        if (Resume && Format is not ("jsonl" or "csv"))
        {
            throw new UsageException($"--resume goes on with jsonl or csv, not with {Format}.");
        }

        if (Threads is < 0 or > 1024)
        {
            throw new UsageException($"--threads is {Threads}, but must be 1 to 1024.");
        }
    }
}
