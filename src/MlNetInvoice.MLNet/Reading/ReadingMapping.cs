using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>Reads whole pictures. All rows and threads share one reader, which is immutable.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ReadingMapping : CustomMappingFactory<ReadingMapping.Input, InvoiceNumberPrediction>
{
    public const string ContractName = "MlNetInvoice.ReadInvoiceNumber";

    public override Action<Input, InvoiceNumberPrediction> GetMapping()
    {
        var shared = new DecodedText<InvoiceReader>(MakeReader);
        return (input, output) =>
        {
            InvoiceReader reader = shared.Get(input.Payload);
            GrayImage? image = InvoicePicture.TryDecode(input.Image, input.ImagePath, reader.Options.Decoder, out string fault);
            InvoiceReading? reading = image is null ? null : reader.Read(image);
            ReadingRecord record = reading is null ? ReadingRecord.FromFault(null, fault, default) : ReadingRecord.FromReading(null, reading, default);
            output.Number = record.Number ?? "";
            output.Digits = record.Digits ?? "";
            output.BestGuess = record.BestGuess ?? "";
            output.Confidence = reading?.Confidence ?? 0;
            output.Status = record.Status;
            output.Reason = record.Reason;
            output.Scores = reading is null ? [] : [.. reading.Glyphs.Select(g => g.Score)];
        };
    }

    private static InvoiceReader MakeReader(string text)
    {
        (string settings, TrainedModel? model) = PayloadText.Split(text);
        InvoiceReaderOptions options = StageSettings.Read<InvoiceReaderOptions>(settings);
        return model is null ? InvoiceReader.Default.WithOptions(options) : new InvoiceReader(model, options);
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(MLNet.Payload.TextColumn)]
        public ReadOnlyMemory<char> Payload { get; set; }

        public byte[]? Image { get; set; }

        public string? ImagePath { get; set; }
    }
}
