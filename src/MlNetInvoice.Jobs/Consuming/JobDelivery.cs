namespace MlNetInvoice.Jobs.Consuming;

/// <summary>One delivery of a job by the broker and what became of it; handed from stage to stage of a worker, never between two at once.</summary>
internal sealed class JobDelivery(ulong tag, byte[] body, int attempts)
{
    public ulong Tag { get; } = tag;

    public byte[] Body { get; } = body;

    /// <summary>Tries before this one.</summary>
    public int Attempts { get; } = attempts;

    public ReadingJob? Job { get; set; }

    /// <summary>Why the job failed this time, or null.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether the worker is stopping and never began it: the broker gives it to another.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>Whether trying again cannot help: what was sent is wrong, not what happened.</summary>
    public bool IsHopeless => Fault is MlNetInvoiceException;
}
