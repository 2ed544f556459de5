using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>The pixels of an ML.NET image, kept as they are: the bytes of an uncompressed PNG file, so that they are read as any other colour picture.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class MLImagePictureMapping : CustomMappingFactory<MLImagePictureMapping.Input, PictureColumns>
{
    public const string ContractName = "MlNetInvoice.Picture.MLImage";

    public override Action<Input, PictureColumns> GetMapping() => (input, output) =>
    {
        byte[] bytes = input.Given is null ? [] : PngEncoder.EncodeStored(input.Given.ToRgbImage());
        (output.Picture, output.PicturePath) = (new VBuffer<byte>(bytes.Length, bytes), "");
    };

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(PictureColumns.Source)]
        [ImageOfAnySize]
        public MLImage? Given { get; set; }
    }
}
