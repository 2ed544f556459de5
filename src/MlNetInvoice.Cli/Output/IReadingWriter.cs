using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>Writes records in one of the formats of <c>read</c>.</summary>
internal interface IReadingWriter : IDisposable
{
    /// <summary>Writes the records of one picture.</summary>
    void Write(IReadOnlyList<ReadingRecord> records);
}
