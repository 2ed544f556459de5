using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>Records into a file that survives a kill.</summary>
internal sealed class FileReadingWriter(ResultFile file) : IReadingWriter
{
    public void Write(IReadOnlyList<ReadingRecord> records) => file.Append(records);

    public void Dispose() => file.Dispose();
}
