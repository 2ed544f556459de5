using Microsoft.ML.Transforms;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Cuts crops by <see cref="ProjectionSegmenter"/>.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ProjectionSegmentationMapping : CustomMappingFactory<SegmentationStage.Input, SegmentationStage.Output>
{
    public const string ContractName = "MlNetInvoice.SegmentInvoiceDigits.Projection";

    public override Action<SegmentationStage.Input, SegmentationStage.Output> GetMapping()
    {
        var shared = new DecodedText<SegmentationStage>(MakeStage);
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }

    private static SegmentationStage MakeStage(string text)
    {
        Settings settings = StageSettings.Read<Settings>(PayloadText.Split(text).Settings);
        return new SegmentationStage(new ProjectionSegmenter(settings.Segmenter), settings.Normalizer);
    }

    /// <summary>What the .zip carries.</summary>
    internal sealed record Settings(ProjectionSegmenterOptions Segmenter, DigitNormalizerOptions Normalizer);
}
