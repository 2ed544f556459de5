using MlNetInvoice.Batch;
using MlNetInvoice.Jobs.Queue;

namespace MlNetInvoice.Server.Configuration;

/// <summary>
/// Everything that can be set, from <c>appsettings.json</c> (section <c>Worker</c>), environment variables (<c>Worker__Amqp=…</c>) or the command line
/// (<c>--Worker:Parallelism=4</c>). Credentials belong in the environment or in files; they are never printed. Its ranges are stated in
/// <see cref="Faults"/> and nowhere else.
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

    /// <summary>Largest picture in bytes. Default 64 MiB (67,108,864); 1,024 to 1 GiB.</summary>
    public int MaxPictureBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Seconds that fetching one picture may take. Default 30; 1 to 3,600.</summary>
    public int FetchTimeoutSeconds { get; set; } = 30;

    /// <summary>Name under which results are stored: the machine's name and the process id.</summary>
    internal string Name { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Jobs that the broker gives before results are stored.</summary>
    internal ushort EffectivePrefetch => (ushort)Math.Min(Prefetch == 0 ? EffectiveParallelism * 16 : Prefetch, ushort.MaxValue);

    /// <summary>Threads that read.</summary>
    internal int EffectiveParallelism => Parallelism == 0 ? Environment.ProcessorCount : Parallelism;

    /// <summary>The broker and the queues.</summary>
    public JobQueueOptions Broker() => new() { Amqp = Secret(Amqp, AmqpFile), Name = Queue };

    /// <summary>The results' database.</summary>
    public string Database() => Secret(Postgres, PostgresFile);

    /// <summary>Every fault of the settings; none if they are good.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new SettingFaults(Section);
        Credential(faults, nameof(Amqp), Amqp, AmqpFile);
        Credential(faults, nameof(Postgres), Postgres, PostgresFile);
        faults.Range(nameof(Parallelism), Parallelism, 0, WorkQueue.MaxParallelism);
        faults.Range(nameof(Prefetch), Prefetch, 0, ushort.MaxValue);
        faults.Range(nameof(DrainSeconds), DrainSeconds, 0, 3600);
        faults.Range(nameof(MaxPictureBytes), MaxPictureBytes, 1024, 1024 * 1024 * 1024);
        faults.Range(nameof(FetchTimeoutSeconds), FetchTimeoutSeconds, 1, 3600);
        faults.ExistingFolder(nameof(RootFolder), RootFolder);
        return faults.All;
    }

    private static void Credential(SettingFaults faults, string setting, string? value, string? file)
    {
        // The value itself may be a password: it is not named.
        if (value is null == file is null)
        {
            faults.Add(setting, value is null ? "not set" : "set twice", $"exactly one of {setting} and {setting}File is required.");
        }

        faults.ExistingFile($"{setting}File", file);
    }

    private static string Secret(string? value, string? file) => value ?? File.ReadAllText(file!).Trim();
}
