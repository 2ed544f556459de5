using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Finds and reads the numbers of a picture. Safe to share between threads.</summary>
internal interface INumberReader
{
    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="options">How.</param>
    /// <param name="trace">Receives every stage; null where nobody wants to see them.</param>
    /// <returns>The accepted numbers, the most certain first; one rejected or not found where there is none. Never empty.</returns>
    IReadOnlyList<InvoiceReading> Read(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace);
}
