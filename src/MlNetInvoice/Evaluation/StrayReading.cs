namespace MlNetInvoice.Evaluation;

/// <summary>An accepted number that answers to no label of its picture.</summary>
/// <param name="File">The picture.</param>
/// <param name="Reading">The reading.</param>
/// <param name="IsWrong">Whether the picture's labels are all of its numbers: then there is no such number; else it may be a slip that nobody labelled.</param>
internal sealed record StrayReading(string File, InvoiceReading Reading, bool IsWrong);
