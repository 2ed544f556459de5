using MlNetInvoice.Batch;

namespace MlNetInvoice.Jobs.Store;

/// <summary>What became of a job, as it is stored.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Picture">What was read, or why nothing was.</param>
/// <param name="Worker">Name of the worker that read it.</param>
/// <param name="Attempts">How many times it was tried, from 1.</param>
public sealed record JobResult(string Id, PictureReading Picture, string Worker, int Attempts);
