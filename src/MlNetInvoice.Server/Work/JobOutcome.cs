using MlNetInvoice.Jobs;

namespace MlNetInvoice.Server.Work;

/// <summary>What one try of a job gave: a reading, or the reason why there is none.</summary>
/// <param name="Job">The job, or null if the delivery was none.</param>
/// <param name="Reading">What was read, or null.</param>
/// <param name="Fault">Why it failed this time, or null.</param>
/// <param name="Elapsed">How long it took one core, decoding included.</param>
internal sealed record JobOutcome(ReadingJob? Job, InvoiceReading? Reading, Exception? Fault, TimeSpan Elapsed)
{
    /// <summary>Whether trying again cannot help: what was sent is wrong, not what happened.</summary>
    public bool IsHopeless => Fault is MlNetInvoiceException;
}
