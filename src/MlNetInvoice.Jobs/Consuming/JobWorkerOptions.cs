using MlNetInvoice.Jobs.Queue;

namespace MlNetInvoice.Jobs.Consuming;

/// <summary>How a worker takes and reads jobs.</summary>
public sealed class JobWorkerOptions
{
    /// <summary>The broker and its queues.</summary>
    public JobQueueOptions Queue { get; set; } = new();

    /// <summary>Jobs read at the same time. Default 0, as many as there are cores; 0 to 1,024.</summary>
    public int Parallelism { get; set; }

    /// <summary>Jobs taken before their results are stored. Default 0: sixteen for each that is read at the same time; 0 to 65,535.</summary>
    public int Prefetch { get; set; }

    /// <summary>Name under which results are stored; default the machine's name and the process id.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    internal int EffectiveParallelism => Parallelism == 0 ? Environment.ProcessorCount : Parallelism;

    internal ushort EffectivePrefetch => (ushort)Math.Min(Prefetch == 0 ? EffectiveParallelism * 16 : Prefetch, ushort.MaxValue);
}
