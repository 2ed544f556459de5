using MlNetInvoice.Batch;

namespace MlNetInvoice.Cli.Output;

/// <summary>Writes readings in one of the formats of <c>read</c>.</summary>
internal interface IReadingWriter : IDisposable
{
    /// <summary>Writes what was read in one picture.</summary>
    void Write(IReadOnlyList<PictureReading> pictures);
}
