namespace MlNetInvoice.Server.Work;

/// <summary>One delivery of a job by the broker.</summary>
/// <param name="Tag">The broker's name for it.</param>
/// <param name="Body">What stood in the queue.</param>
/// <param name="Attempts">Tries before this one.</param>
internal sealed record JobDelivery(ulong Tag, byte[] Body, int Attempts);
