using MlNetInvoice.Jobs;

namespace MlNetInvoice.Server.Work;

/// <summary>What one try of a job gave: readings, or the reason why there is none.</summary>
/// <param name="Job">The job, or null if the delivery was none.</param>
/// <param name="Readings">What was read, one reading per page, or null.</param>
/// <param name="Fault">Why it failed this time, or null.</param>
/// <param name="Elapsed">How long it took one core, decoding included.</param>
internal sealed record JobOutcome(ReadingJob? Job, IReadOnlyList<InvoiceReading>? Readings, Exception? Fault, TimeSpan Elapsed)
{
    /// <summary>Whether trying again cannot help: what was sent is wrong, not what happened.</summary>
    public bool IsHopeless => Fault is MlNetInvoiceException;
}
