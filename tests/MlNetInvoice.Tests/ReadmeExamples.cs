using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice;

/// <summary>The code of README.md, compiled and run; <see cref="ReadmeTests"/> compares the two, line by line.</summary>
internal static class ReadmeExamples
{
    public static string ReadAPhotograph()
    {
        InvoiceReading reading = InvoiceReader.Default.Read("invoice.jpg");
        string line = reading.Status switch
        {
            InvoiceReadingStatus.Read when reading.IsComplete => $"{reading.Number} ({reading.Confidence:P1})",
            InvoiceReadingStatus.Read => $"digits {reading.Digits}; the letters could not be read",
            InvoiceReadingStatus.Rejected => $"perhaps {reading.BestGuess}, but {reading.Reason}",
            _ => "no number in this picture",
        };
        return line;
    }

    public static InvoiceReading ReadACrop(byte[] bytesOfAPng)
    {
        InvoiceReader reader = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true, DigitCount = null, MinConfidence = 0.8f });
        InvoiceReading number = reader.Read(bytesOfAPng);
        return number;
    }

    public static ClassificationReport Train(string folder, int epochs, string modelPath, IProgress<TrainingProgress>? progress)
    {
        MnistData data = Mnist.Load(folder);
        TrainingConfig config = TrainingConfig.For("lenet5");
        TrainingResult result = Trainer.Train(config.Architecture, data.Training, null, config.Options with { Epochs = epochs }, progress);
        ModelFile.Save(new TrainedModel(result.Network), modelPath);

        var classifier = new NetworkClassifier(ModelFile.Load(modelPath).Network);
        ClassificationReport report = ClassificationReport.Measure(classifier.Classify, data.Test, ModelManifest.DigitClasses);
        return report;
    }
}
