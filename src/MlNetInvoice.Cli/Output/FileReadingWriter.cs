using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>Readings into a file that survives a kill.</summary>
internal sealed class FileReadingWriter(ResultFile file) : IReadingWriter
{
    public void Write(IReadOnlyList<PictureReading> pictures) => file.Append(pictures);

    public void Dispose() => file.Dispose();
}
