using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Classifies the glyphs of a row in one pass and joins the digits to a number.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ClassificationMapping : CustomMappingFactory<ClassificationMapping.Input, InvoiceNumberPrediction>
{
    public const string ContractName = "MlNetInvoice.ClassifyDigits";

    public override Action<Input, InvoiceNumberPrediction> GetMapping()
    {
        var shared = new DecodedText<Classification>(text => new Classification(text));
        return (input, output) => shared.Get(input.Payload).Run(input, output);
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(MLNet.Payload.TextColumn)]
        public ReadOnlyMemory<char> Payload { get; set; }

        [VectorType]
        public VBuffer<float> Glyphs { get; set; }

        public string SegmentationStatus { get; set; } = "";

        public string SegmentationReason { get; set; } = "";
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

        public void Run(Input input, InvoiceNumberPrediction output)
        {
            int found = input.Glyphs.Length / DigitNormalizer.Length;
            int count = _options.DigitCount ?? found;
            (output.Number, output.Digits, output.BestGuess, output.Confidence, output.Scores) = ("", "", "", 0, []);
            (output.Status, output.Reason) = (input.SegmentationStatus, input.SegmentationReason);
            if (input.SegmentationStatus != "read")
            {
                return;
            }

            if (found < count)
            {
                output.Status = "notFound";
                output.Reason = string.Create(CultureInfo.InvariantCulture, $"{found} glyphs were found where {count} digits are expected.");
                return;
            }

            (string digits, float[] scores) = Classify(input.Glyphs, found - count, count);
            output.Scores = scores;
            output.Confidence = scores.Aggregate(1f, (product, score) => product * score);
            if (output.Confidence < _options.MinConfidence)
            {
                output.Status = "rejected";
                output.BestGuess = digits;
                output.Reason = string.Create(
                    CultureInfo.InvariantCulture, $"The confidence of {output.Confidence:0.000} is below the smallest that is accepted, {_options.MinConfidence:0.000}.");
                return;
            }

            (output.Number, output.Digits) = (digits, digits);
        }

        private (string Digits, float[] Scores) Classify(VBuffer<float> glyphs, int first, int count)
        {
            float[] images = new float[glyphs.Length];
            glyphs.CopyTo(images);
            int classes = _classifier.ClassCount;
            float[] rows = new float[count * classes];
            _classifier.Classify(images.AsSpan(first * DigitNormalizer.Length), rows);
            char[] digits = new char[count];
            float[] scores = new float[count];
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = rows.AsSpan(i * classes, 10);
                int best = row.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(row));
                digits[i] = (char)('0' + best);
                scores[i] = row[best];
            }

            return (new string(digits), scores);
        }
    }
}
