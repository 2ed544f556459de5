using Microsoft.ML.Transforms;
using MlNetInvoice.Batch;
using MlNetInvoice.Codes;
using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>Reads whole pictures. All rows and threads share one reader, which is immutable.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ReadingMapping : CustomMappingFactory<ReadingMapping.Input, MappedPrediction>
{
    public const string ContractName = "MlNetInvoice.ReadInvoiceNumber";

    public override Action<Input, MappedPrediction> GetMapping()
    {
        var shared = new DecodedText<InvoiceReader>(MakeReader);
        return (input, output) =>
        {
            InvoiceReader reader = shared.Get(input.Payload);
            InvoiceReading? reading = input.TryOpen(bytes => reader.Read(bytes), reader.Read, out PictureReading? fault);
            output.Set(reading is null ? fault! : PictureReading.FromReading(null, reading, TimeSpan.Zero));
        };
    }

    private static InvoiceReader MakeReader(string text)
    {
        (string settings, TrainedModel? model) = PayloadText.Split(text);
        InvoiceReaderOptions options = StageSettings.Read<InvoiceReaderOptions>(settings);
        // A decoder does not travel in the .zip; whoever asks for fields has the codes read.
        options = options.Fields ? options with { Codes = CodeDecoder.Default } : options;
        return model is null ? InvoiceReader.Default.WithOptions(options) : new InvoiceReader(model, options);
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input : PictureInput;
}
