using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>The bytes of a picture file are the picture.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class BytesPictureMapping : CustomMappingFactory<BytesPictureMapping.Input, PictureColumns>
{
    public const string ContractName = "MlNetInvoice.Picture.Bytes";

    public override Action<Input, PictureColumns> GetMapping() => (input, output) => (output.Picture, output.PicturePath) = (input.Given, "");

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(PictureColumns.Source)]
        [VectorType]
        public VBuffer<byte> Given { get; set; }
    }
}
