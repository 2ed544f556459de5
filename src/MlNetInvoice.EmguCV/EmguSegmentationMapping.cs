using Microsoft.ML.Transforms;
using MlNetInvoice.MLNet;
using MlNetInvoice.OpenCv;

namespace MlNetInvoice.EmguCV;

/// <summary>Cuts crops by <see cref="OpenCvSegmenter"/> through Emgu CV. The mapping is in this assembly, because a .zip names the assembly in which a mapping's contract is sought.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class EmguSegmentationMapping : CustomMappingFactory<SegmentationStage.Input, SegmentationStage.Output>
{
    public const string ContractName = "MlNetInvoice.SegmentInvoiceDigits.EmguCV";

    public override Action<SegmentationStage.Input, SegmentationStage.Output> GetMapping()
    {
        var shared = new DecodedText<SegmentationStage>(text => OpenCvSegmentationMapping.MakeStage(text, new EmguCvOperations()));
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }
}
