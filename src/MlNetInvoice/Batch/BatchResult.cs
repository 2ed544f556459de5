namespace MlNetInvoice.Batch;

/// <summary>What became of one source of a batch.</summary>
/// <typeparam name="TSource">What a source is: a path, a job of a queue.</typeparam>
/// <param name="Source">The source.</param>
/// <param name="Readings">What was read in it; empty where <paramref name="Fault"/> says why not.</param>
/// <param name="Fault">Why the source could not be read (missing, no picture, too large), or null.</param>
/// <param name="Elapsed">How long it took one core, loading and decoding included.</param>
public sealed record BatchResult<TSource>(TSource Source, IReadOnlyList<InvoiceReading> Readings, Exception? Fault, TimeSpan Elapsed);
