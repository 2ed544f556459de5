using Microsoft.ML;
using MlNetInvoice.MLNet;

if (args is not [string path])
{
    Console.Error.WriteLine("Name one picture of an invoice.");
    return 1;
}

// The pipeline is saved with its model, and a later program needs nothing but the file.
var context = new MLContext();
IDataView empty = context.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
context.Model.Save(context.Transforms.ReadInvoiceNumber("Number", "ImagePath").Fit(empty), empty.Schema, "invoices.zip");

ITransformer pipeline = context.Model.Load("invoices.zip", out _);
PredictionEngine<InvoiceImage, InvoiceNumberPrediction> engine = context.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(pipeline);
InvoiceNumberPrediction prediction = engine.Predict(new InvoiceImage { ImagePath = path });
Console.WriteLine($"{prediction.Status} {prediction.Number} {prediction.BestGuess}");
return 0;
