using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;
using MlNetInvoice.MLNet;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.TensorFlow;

public sealed class TensorFlowEstimatorTests
{
    [Test]
    public void TensorFlow_scores_as_the_library_does_also_after_loading([Values("lenet5", "lenet5-bn", "lenet1", "mlp")] string architecture)
    {
        if (!NativeTensorFlow.IsPresent)
        {
            Assert.Ignore("Skipped: TensorFlow's native library cannot be loaded here; the package SciSharp.TensorFlow.Redist holds it.");
        }

        var ml = new MLContext(1);
        var model = new TrainedModel(Network.Create(NetworkArchitectures.Get(architecture), 3));
        byte[] pixels = new byte[20 * 784];
        new Random(1).NextBytes(pixels);
        IDataView data = new LabeledImages(28, 28, 10, pixels, new byte[20]).ToDataView(ml);
        Row[] ours = Rows(ml, NetworkTransformer.Create(ml, model).Transform(data));
        ITransformer fitted = model.ToTensorFlowEstimator(ml).Fit(data);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            ml.Model.Save(fitted, data.Schema, path);
            Row[] loaded = Rows(ml, new MLContext().Model.Load(path, out _).Transform(data));
            Row[] fresh = Rows(ml, fitted.Transform(data));

            for (int i = 0; i < ours.Length; i++)
            {
                Assert.That(fresh[i].Score, Is.EqualTo(ours[i].Score).Within(1e-4));
                Assert.That(loaded[i].Score, Is.EqualTo(fresh[i].Score));
                Assert.That(fresh[i].PredictedLabel, Is.EqualTo(ours[i].PredictedLabel));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Without_the_native_library_the_error_says_what_to_add()
    {
        if (NativeTensorFlow.IsPresent)
        {
            Assert.Ignore("Skipped: TensorFlow's native library is there.");
        }

        Assert.That(() => Network.Create(NetworkArchitectures.Get("lenet1"), 1).ToTensorFlowEstimator(new MLContext()), Throws.InvalidOperationException.With.Message.EqualTo(
            "TensorFlow's native library cannot be loaded: add the package SciSharp.TensorFlow.Redist, which holds it for Windows, Linux and macOS."));
    }

    [Test]
    public void Misuse_is_refused_before_anything_native_is_called()
    {
        Network network = Network.Create(NetworkArchitectures.Get("lenet1"), 1);

        Assert.That(() => network.ToTensorFlowEstimator(new MLContext(), "Features", ["a", "b"]), Throws.ArgumentException.With.Message.EqualTo(
            "10 classes want as many distinct names, but the names are a, b. (Parameter 'names')"));
        Assert.That(() => network.ToTensorFlowEstimator(new MLContext(), ""), Throws.ArgumentException);
        Assert.That(() => ((Network)null!).ToTensorFlowEstimator(new MLContext()), Throws.ArgumentNullException);
    }

    private static Row[] Rows(MLContext ml, IDataView view) => [.. ml.Data.CreateEnumerable<Row>(view, false)];

    private sealed class Row
    {
        public float[] Score { get; set; } = [];

        [KeyType(10)]
        public uint PredictedLabel { get; set; }
    }
}
