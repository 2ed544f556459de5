using Microsoft.ML.Data;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Cuts the crop of a row into glyphs by any segmenter: what the custom mappings of segmenters share. Immutable; safe to share between threads.</summary>
internal sealed class SegmentationStage(ISegmenter segmenter, DigitNormalizerOptions normalizer)
{
    public const string GlyphsColumn = "MlNetInvoice.Glyphs";

    private readonly DigitNormalizer _normalizer = new(normalizer);

    public void Run(Input input, Output output)
    {
        GrayImage? line = input.TryOpen(bytes => ImageDecoder.DecodeGray(bytes), path => ImageDecoder.LoadGray(path), out PictureReading? fault);
        GlyphSegmentation? found = line is null ? null : segmenter.Segment(line);
        int count = found?.Glyphs.Count ?? 0;
        output.SegmentationStatus = found is null ? "invalid" : count == 0 ? "notFound" : "read";
        output.SegmentationReason = found?.Reason ?? fault!.Reason;
        output.SegmentationReasonCode = ReasonCodes.ToText(fault?.ReasonCode ?? (count == 0 ? ReadingReason.GlyphsDoNotFit : ReadingReason.None)) ?? "";
        VBuffer<float> glyphs = output.Glyphs;
        VBufferEditor<float> editor = VBufferEditor.Create(ref glyphs, count * DigitNormalizer.Length);
        for (int i = 0; i < count; i++)
        {
            _normalizer.Normalize(found!.Ink, found.Glyphs[i].InkBox, editor.Values.Slice(i * DigitNormalizer.Length, DigitNormalizer.Length));
        }

        output.Glyphs = editor.Commit();
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input : PictureInput;

    /// <summary>What is added to it.</summary>
    internal sealed class Output
    {
        [ColumnName(GlyphsColumn)]
        [VectorType]
        public VBuffer<float> Glyphs { get; set; }

        public string SegmentationStatus { get; set; } = "";

        public string SegmentationReason { get; set; } = "";

        public string SegmentationReasonCode { get; set; } = "";
    }
}
