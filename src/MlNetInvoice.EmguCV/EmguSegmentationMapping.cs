using Microsoft.ML.Transforms;
using MlNetInvoice.MLNet;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>Cuts crops by <see cref="EmguSegmenter"/>. The mapping stands in this assembly, because a .zip names the assembly in which a mapping's contract is sought.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class EmguSegmentationMapping : CustomMappingFactory<SegmentationStage.Input, SegmentationStage.Output>
{
    public const string ContractName = "MlNetInvoice.SegmentInvoiceDigits.EmguCV";

    public override Action<SegmentationStage.Input, SegmentationStage.Output> GetMapping()
    {
        var shared = new DecodedText<SegmentationStage>(MakeStage);
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }

    private static SegmentationStage MakeStage(string text)
    {
        Settings settings = StageSettings.Read<Settings>(PayloadText.Split(text).Settings);
        return new SegmentationStage(new EmguSegmenter(settings.Segmenter), settings.Normalizer);
    }

    /// <summary>What the .zip carries.</summary>
    internal sealed record Settings(EmguSegmenterOptions Segmenter, DigitNormalizerOptions Normalizer);
}
