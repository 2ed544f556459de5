using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;

namespace MlNetInvoice.MLNet;

public sealed class PredictionEnginePoolTests
{
    [Test]
    public void Eight_threads_over_a_pool_agree()
    {
        string folder = Directory.CreateTempSubdirectory("mlnet-pool").FullName;
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder);
        try
        {
            var ml = new MLContext(1);
            IDataView none = ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
            ml.Model.Save(ml.Transforms.ReadInvoiceNumber(ml, new InvoiceReaderOptions { Crop = true }).Fit(none), none.Schema, "reader.zip");

            var services = new ServiceCollection();
            services.AddLogging();
            services.AddPredictionEnginePool<InvoiceImage, InvoiceNumberPrediction>().FromFile("reader.zip");
            services.AddInvoiceReader(new InvoiceReaderOptions { MinConfidence = 0.95f });
            using ServiceProvider provider = services.BuildServiceProvider();
            PredictionEnginePool<InvoiceImage, InvoiceNumberPrediction> pool = provider.GetRequiredService<PredictionEnginePool<InvoiceImage, InvoiceNumberPrediction>>();
            byte[][] pictures = [File.ReadAllBytes(Pictures.Sample("electronic-crop.png")), File.ReadAllBytes(Pictures.Sample("traditional-crop.png"))];
            string[] alone = [.. pictures.Select(p => Describe(pool.Predict(new InvoiceImage { Image = p })))];

            string[][] together = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8)
                .Select(_ => pictures.Select(p => Describe(pool.Predict(new InvoiceImage { Image = p }))).ToArray())];

            Assert.That(alone[0], Does.StartWith("read").And.Contain(Pictures.DigitsOf("electronic-crop.png")));
            Assert.That(together, Is.All.EqualTo(alone));
            Assert.That(provider.GetRequiredService<InvoiceReader>().Options.MinConfidence, Is.EqualTo(0.95f));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Describe(InvoiceNumberPrediction p) => $"{p.Status} {p.Number} {BitConverter.SingleToUInt32Bits(p.Confidence):x8}";
}
