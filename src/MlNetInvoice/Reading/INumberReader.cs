using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Finds and reads the numbers of a picture. Safe to share between threads.</summary>
internal interface INumberReader
{
    /// <summary>Looks at a picture once.</summary>
    /// <param name="image">The picture in one kind of light.</param>
    /// <param name="options">How.</param>
    /// <param name="trace">Receives every stage; null if nobody wants to see them.</param>
    /// <param name="rows">The rows to read; null looks for them.</param>
    PictureLook Look(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace, IReadOnlyList<NumberLineCandidate>? rows = null);

    /// <summary>Reads the printed fields about a number; null if the model cannot slide along lines.</summary>
    PrintedFieldReader? Fields => null;
}
