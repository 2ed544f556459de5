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
        try
        {
            var ml = new MLContext(1);
            IDataView none = ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
            string path = Path.Combine(folder, "reader.zip");
            ml.Model.Save(ml.Transforms.ReadInvoiceNumber(ml, new InvoiceReaderOptions { Crop = true }).Fit(none), none.Schema, path);

            var services = new ServiceCollection();
            services.AddLogging();
            services.AddPredictionEnginePool<InvoiceImage, InvoiceNumberPrediction>().FromFile(path);
            using ServiceProvider provider = services.BuildServiceProvider();
            PredictionEnginePool<InvoiceImage, InvoiceNumberPrediction> pool = provider.GetRequiredService<PredictionEnginePool<InvoiceImage, InvoiceNumberPrediction>>();
            byte[][] pictures = [.. Enumerable.Range(1, 2).Select(i => Pictures.Crop($"AB-1234567{i}"))];
            string[] alone = [.. pictures.Select(p => Describe(pool.Predict(new InvoiceImage { Image = p })))];

            string[][] together = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8)
                .Select(_ => pictures.Select(p => Describe(pool.Predict(new InvoiceImage { Image = p }))).ToArray())];

            Assert.That(alone, Has.All.StartsWith("read"));
            Assert.That(together, Is.All.EqualTo(alone));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Describe(InvoiceNumberPrediction p) => $"{p.Status} {p.Number} {BitConverter.SingleToUInt32Bits(p.Confidence):x8}";
}
