using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>A text is the path of a picture file.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class PathPictureMapping : CustomMappingFactory<PathPictureMapping.Input, PictureColumns>
{
    public const string ContractName = "MlNetInvoice.Picture.Path";

    public override Action<Input, PictureColumns> GetMapping() => (input, output) => (output.Picture, output.PicturePath) = (default, input.Given.ToString());

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(PictureColumns.Source)]
        public ReadOnlyMemory<char> Given { get; set; }
    }
}
