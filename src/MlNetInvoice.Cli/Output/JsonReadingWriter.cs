using System.Text.Json;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>One JSON array of all records, over several lines; written when all are known.</summary>
internal sealed class JsonReadingWriter(TextWriter output, bool owned) : IReadingWriter
{
    private readonly List<ReadingRecord> _records = [];

    public void Write(IReadOnlyList<ReadingRecord> records) => _records.AddRange(records);

    public void Dispose()
    {
        output.WriteLine(JsonSerializer.Serialize(_records, ReadingRecordJson.IndentedList));
        output.Flush();
        if (owned)
        {
            output.Dispose();
        }
    }
}
