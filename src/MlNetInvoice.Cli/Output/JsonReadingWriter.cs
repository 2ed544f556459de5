using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>One JSON array of all readings, over several lines; written when all are known.</summary>
internal sealed class JsonReadingWriter(TextWriter output, bool owned) : IReadingWriter
{
    private readonly List<PictureReading> _pictures = [];

    public void Write(IReadOnlyList<PictureReading> pictures) => _pictures.AddRange(pictures);

    public void Dispose()
    {
        output.WriteLine(ReadingJson.ToList(_pictures));
        output.Flush();
        if (owned)
        {
            output.Dispose();
        }
    }
}
