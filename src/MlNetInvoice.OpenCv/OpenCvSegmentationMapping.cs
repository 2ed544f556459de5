using Microsoft.ML.Transforms;
using MlNetInvoice.MLNet;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>Cuts crops by <see cref="OpenCvSegmenter"/>. The mapping is in this assembly, because a .zip names the assembly in which a mapping's contract is sought.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class OpenCvSegmentationMapping : CustomMappingFactory<SegmentationStage.Input, SegmentationStage.Output>
{
    public const string ContractName = "MlNetInvoice.SegmentDigitsByOpenCv";

    public override Action<SegmentationStage.Input, SegmentationStage.Output> GetMapping()
    {
        var shared = new DecodedText<SegmentationStage>(text => MakeStage(text, null));
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }

    /// <summary>What a .zip carries for the step.</summary>
    internal static string Describe(OpenCvSegmenterOptions? options, DigitNormalizerOptions? normalizer) => PayloadText.Join(
        StageSettings.Write(new Settings(options ?? OpenCvSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist)), null);

    /// <summary>The stage that a text of a .zip stands for.</summary>
    internal static SegmentationStage MakeStage(string text, IOpenCvOperations? operations)
    {
        Settings settings = StageSettings.Read<Settings>(PayloadText.Split(text).Settings);
        return new SegmentationStage(new OpenCvSegmenter(settings.Segmenter, operations), settings.Normalizer);
    }

    private sealed record Settings(OpenCvSegmenterOptions Segmenter, DigitNormalizerOptions Normalizer);
}
