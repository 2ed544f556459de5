namespace MlNetInvoice.Worker;

/// <summary>
/// Everything that can be set, from <c>appsettings.json</c> (section <c>Worker</c>), environment variables (<c>Worker__Amqp=…</c>) or the command line
/// (<c>--Worker:Parallelism=4</c>). Credentials belong into the environment or into files; they are never printed.
/// </summary>
internal sealed class WorkerOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Worker";

    /// <summary>The broker's nodes, <c>amqp://user:password@host:port/vhost</c>, several separated by commas.</summary>
    public string? Amqp { get; set; }

    /// <summary>A file that holds what <see cref="Amqp"/> would, such as a container's secret.</summary>
    public string? AmqpFile { get; set; }

    /// <summary>The results' database as an Npgsql connection string.</summary>
    public string? Postgres { get; set; }

    /// <summary>A file that holds what <see cref="Postgres"/> would.</summary>
    public string? PostgresFile { get; set; }

    /// <summary>Name of the queue of jobs. Default <c>mlnetinvoice.jobs</c>.</summary>
    public string Queue { get; set; } = "mlnetinvoice.jobs";

    /// <summary>Jobs read at the same time. Default 0, as many as there are cores; 0 to 1,024.</summary>
    public int Parallelism { get; set; }

    /// <summary>Jobs taken before their results are stored. Default 0: sixteen for each that is read at the same time; 0 to 65,535.</summary>
    public int Prefetch { get; set; }

    /// <summary>The folder under which jobs' paths lie; null (the default) refuses such jobs.</summary>
    public string? RootFolder { get; set; }

    /// <summary>Hosts from which jobs' urls are fetched; none by default.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Seconds that jobs under way get when the worker is stopped. Default 30; 0 to 3,600.</summary>
    public int DrainSeconds { get; set; } = 30;

    /// <summary>Every fault of the settings; none where they are good.</summary>
    public IEnumerable<string> Faults()
    {
        foreach ((string name, string? value, string? file) in new[] { (nameof(Amqp), Amqp, AmqpFile), (nameof(Postgres), Postgres, PostgresFile) })
        {
            if (value is null == file is null)
            {
                yield return $"{Section}:{name} or {Section}:{name}File wants to be set, and only one of them.";
            }
            else if (file is not null && !File.Exists(file))
            {
                yield return $"{Section}:{name}File is {file}; it wants an existing file.";
            }
        }

        if (Parallelism is < 0 or > 1024)
        {
            yield return FormattableString.Invariant($"{Section}:{nameof(Parallelism)} is {Parallelism}; it wants 0 to 1024.");
        }

        if (Prefetch is < 0 or > ushort.MaxValue)
        {
            yield return FormattableString.Invariant($"{Section}:{nameof(Prefetch)} is {Prefetch}; it wants 0 to 65535.");
        }

        if (DrainSeconds is < 0 or > 3600)
        {
            yield return FormattableString.Invariant($"{Section}:{nameof(DrainSeconds)} is {DrainSeconds}; it wants 0 to 3600.");
        }

        if (RootFolder is not null && !Directory.Exists(RootFolder))
        {
            yield return $"{Section}:{nameof(RootFolder)} is {RootFolder}; it wants an existing folder.";
        }
    }

    /// <summary>A credential, from where it was said to be.</summary>
    public static string Secret(string? value, string? file) => value ?? File.ReadAllText(file!).Trim();
}
