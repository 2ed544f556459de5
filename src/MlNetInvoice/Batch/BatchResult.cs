namespace MlNetInvoice.Batch;

/// <summary>What became of one source of a batch.</summary>
/// <typeparam name="TSource">What a source is: a path, an address, a key of a store.</typeparam>
/// <param name="Source">The source.</param>
/// <param name="Readings">What was read in it; empty where <paramref name="Fault"/> says why not.</param>
/// <param name="Fault">Why the source could not be read (missing, no picture, too large), or null.</param>
/// <param name="Elapsed">How long it took one core, decoding included; a source that could not be fetched: how long until that was known.</param>
public sealed record BatchResult<TSource>(TSource Source, IReadOnlyList<InvoiceReading> Readings, Exception? Fault, TimeSpan Elapsed);
