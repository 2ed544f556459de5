namespace MlNetInvoice.Server.Work;

/// <summary>What a worker has done since it started.</summary>
/// <param name="Stored">Results that were stored.</param>
/// <param name="Retried">Tries that failed and were put off.</param>
/// <param name="Dead">Jobs that were given up.</param>
/// <param name="InHand">Jobs that it has just now.</param>
/// <param name="IsConnected">Whether it is connected to the broker.</param>
internal readonly record struct JobCounts(long Stored, long Retried, long Dead, int InHand, bool IsConnected);
