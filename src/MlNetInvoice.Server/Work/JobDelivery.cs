using System.Diagnostics;

namespace MlNetInvoice.Server.Work;

/// <summary>One delivery of a job by the broker.</summary>
/// <param name="Tag">The broker's name for it.</param>
/// <param name="Body">What stood in the queue.</param>
/// <param name="Attempts">Tries before this one.</param>
/// <param name="Sender">The span that it came with, or default.</param>
internal sealed record JobDelivery(ulong Tag, byte[] Body, int Attempts, ActivityContext Sender);
