using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Batch;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Classifies the glyphs of a row in one pass and joins the digits to a number.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ClassificationMapping : CustomMappingFactory<ClassificationMapping.Input, MappedPrediction>
{
    public const string ContractName = "MlNetInvoice.ClassifyDigits";

    public const string GlyphsColumn = "MlNetInvoice.GivenGlyphs";

    public override Action<Input, MappedPrediction> GetMapping()
    {
        var shared = new DecodedText<Classification>(text => new Classification(text));
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(MLNet.Payload.TextColumn)]
        public ReadOnlyMemory<char> Payload { get; set; }

        [ColumnName(GlyphsColumn)]
        [VectorType]
        public VBuffer<float> Glyphs { get; set; }

        public string SegmentationStatus { get; set; } = "";

        public string SegmentationReason { get; set; } = "";

        public string SegmentationReasonCode { get; set; } = "";
    }

    private sealed class Classification
    {
        private readonly NetworkClassifier _classifier;
        private readonly DigitClassificationOptions _options;

        public Classification(string text)
        {
            (string settings, TrainedModel? model) = PayloadText.Split(text);
            _options = StageSettings.Read<DigitClassificationOptions>(settings);
            _classifier = new NetworkClassifier(model?.Network ?? throw new InvalidModelException("The .zip holds no network where one is expected."));
        }

        public void Run(Input input, MappedPrediction output)
        {
            output.Set(input.SegmentationStatus == "invalid"
                ? PictureReading.FromFault(null, input.SegmentationReason, TimeSpan.Zero, ReasonCodes.Parse(input.SegmentationReasonCode))
                : PictureReading.FromReading(null, Decide(input), TimeSpan.Zero));
        }

        private InvoiceReading Decide(Input input)
        {
            int found = input.Glyphs.Length / DigitNormalizer.Length;
            int count = _options.DigitCount ?? found;
            if (input.SegmentationStatus != "read")
            {
                return ReadingDecision.Of(PictureLook.Empty(ReadingReason.GlyphsDoNotFit, input.SegmentationReason), InvoiceReaderOptions.Default)[0];
            }

            if (found < count)
            {
                string reason = string.Create(CultureInfo.InvariantCulture, $"{found} glyphs were found where {count} digits are expected.");
                return ReadingDecision.Of(PictureLook.Empty(ReadingReason.GlyphsDoNotFit, reason), InvoiceReaderOptions.Default)[0];
            }

            PictureLook look = new([Classify(input.Glyphs, found - count, count)]);

            // Eight digits are an invoice's number, whose letters are not looked for here; any other count is a string of digits.
            int? asked = _options.DigitCount == InvoiceReaderOptions.Default.DigitCount ? _options.DigitCount : null;
            return ReadingDecision.Of(look, InvoiceReaderOptions.Default with { DigitCount = asked, MinConfidence = _options.MinConfidence })[0];
        }

        private NumberEvidence Classify(VBuffer<float> glyphs, int first, int count)
        {
            float[] images = new float[glyphs.Length];
            glyphs.CopyTo(images);
            int classes = _classifier.ClassCount;
            float[] rows = new float[count * classes];
            _classifier.Classify(images.AsSpan(first * DigitNormalizer.Length), rows);
            GlyphReading[] read = [.. Enumerable.Range(0, count).Select(i => Rank(rows.AsSpan(i * classes, 10)))];
            return new NumberEvidence
            {
                Digits = string.Concat(read.Select(glyph => glyph.Digit)),
                Glyphs = read,
                Box = default,
                DigitsConfidence = read.Aggregate(1f, (product, glyph) => product * glyph.Score),
                Doubt = ReadingReason.DigitNotSure,
            };
        }

        private static GlyphReading Rank(ReadOnlySpan<float> scores)
        {
            int best = TensorPrimitives.IndexOfMax(scores);
            Span<float> others = stackalloc float[scores.Length];
            scores.CopyTo(others);
            others[best] = float.NegativeInfinity;
            int second = TensorPrimitives.IndexOfMax(others);
            return new GlyphReading((char)('0' + best), scores[best], (char)('0' + second), scores[second], default);
        }
    }
}
