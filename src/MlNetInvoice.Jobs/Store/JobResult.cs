using MlNetInvoice.Batch;

namespace MlNetInvoice.Jobs.Store;

/// <summary>What became of a job, as it is stored.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Record">The reading.</param>
/// <param name="Worker">Name of the worker that read it.</param>
/// <param name="Attempts">How many times it was tried, from 1.</param>
public sealed record JobResult(string Id, ReadingRecord Record, string Worker, int Attempts);
