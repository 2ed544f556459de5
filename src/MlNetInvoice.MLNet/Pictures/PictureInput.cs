using Microsoft.ML.Data;
using MlNetInvoice.Batch;

namespace MlNetInvoice.MLNet;

/// <summary>What a stage reads of a row: its own settings and model, and the picture.</summary>
internal class PictureInput : PictureColumns
{
    public const string NoPicture = "The row holds no picture: its bytes and its path are empty.";

    [ColumnName(MLNet.Payload.TextColumn)]
    public ReadOnlyMemory<char> Payload { get; set; }

    /// <summary>Opens the picture of the row; what is wrong with it is a text and never an exception in the middle of a batch.</summary>
    public T? TryOpen<T>(Func<byte[], T> ofBytes, Func<string, T> ofPath, out PictureReading? fault)
        where T : class
    {
        fault = null;
        try
        {
            if (Picture.Length > 0)
            {
                return ofBytes([.. Picture.DenseValues()]);
            }

            if (!string.IsNullOrEmpty(PicturePath))
            {
                return ofPath(PicturePath);
            }

            fault = PictureReading.FromFault(null, NoPicture, TimeSpan.Zero);
        }
        catch (Exception found) when (found is MlNetInvoiceException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = PictureReading.FromFault(null, found, TimeSpan.Zero);
        }

        return null;
    }
}
