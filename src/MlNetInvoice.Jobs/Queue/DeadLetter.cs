namespace MlNetInvoice.Jobs.Queue;

/// <summary>A job that was given up.</summary>
/// <param name="Body">The job as it stood in the queue, even where it is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempts">How many times it was tried.</param>
public sealed record DeadLetter(ReadOnlyMemory<byte> Body, string Reason, int Attempts);
