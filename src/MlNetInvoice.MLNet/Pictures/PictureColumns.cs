using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>A picture as the stages of this library take it: the bytes of a file, or its path. Every type of input column is brought into this form first.</summary>
internal class PictureColumns
{
    /// <summary>The column that holds the given picture, whatever its type.</summary>
    public const string Source = "MlNetInvoice.Source";

    public const string BytesColumn = "MlNetInvoice.Picture";

    public const string PathColumn = "MlNetInvoice.PicturePath";

    /// <summary>The bytes of a picture file; empty to take the path.</summary>
    [ColumnName(BytesColumn)]
    [VectorType]
    public VBuffer<byte> Picture { get; set; }

    /// <summary>The path of a picture file; empty where there are bytes, or no picture at all.</summary>
    [ColumnName(PathColumn)]
    public string? PicturePath { get; set; } = "";
}
