using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>ONNX Runtime in the pipeline: the judge of our exports, and a step that goes into the .zip.</summary>
public sealed class OnnxEstimatorTests
{
    private const float Tolerance = 1e-4f;
    private const int Count = 1_000;

    private readonly MLContext _ml = new(1);

    [TestCaseSource(typeof(ExportedNetworks), nameof(ExportedNetworks.Names))]
    public void OnnxRuntime_scores_every_architecture_as_we_do(string name)
    {
        Network network = ExportedNetworks.Create(name);
        float[] images = ExportedNetworks.CreateImages(Count);
        float[] ours = ExportedNetworks.Classify(network, images);
        using var folder = new TemporaryFolder();
        foreach (bool fold in new[] { true, false })
        {
            OnnxExporter.Save(network, folder.File("model.onnx"), new OnnxExportOptions { FoldNormalization = fold });
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(folder.File("model.onnx"));
            using var input = Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(images, [Count, 1, 28, 28]);
            using var options = new Microsoft.ML.OnnxRuntime.RunOptions();
            using var outputs = session.Run(options, [OnnxExporter.InputName], [input], [OnnxExporter.OutputName]);

            float[] theirs = outputs[0].GetTensorDataAsSpan<float>().ToArray();

            Assert.That(theirs, Has.Length.EqualTo(ours.Length));
            Assert.That(theirs.Zip(ours, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(Tolerance), $"fold {fold}");
        }
    }

    [TestCase("lenet5")]
    [TestCase("lenet5-bn")]
    public void A_step_of_the_pipeline_scores_as_the_network_s_own_and_goes_into_the_zip(string name)
    {
        LabeledImages images = Strokes.Images(200);
        IDataView data = images.ToDataView(_ml);
        NetworkDefinition definition = NetworkArchitectures.Get(name);
        var model = new TrainedModel(ExportedNetworks.Create(name), new ModelManifest { Architecture = definition, Classes = ModelManifest.DigitClasses });
        float[][] ours = Scores(NetworkTransformer.Create(_ml, model).Transform(data));
        using var folder = new TemporaryFolder();

        ITransformer fitted = model.ToOnnxEstimator(_ml).Fit(data);
        _ml.Model.Save(fitted, data.Schema, folder.File("pipeline.zip"));
        var other = new MLContext();
        IDataView loaded = other.Model.Load(folder.File("pipeline.zip"), out _).Transform(data);

        AssertSame(Scores(fitted.Transform(data)), ours);
        AssertSame(Scores(loaded), ours);
        Assert.That(loaded.Schema["PredictedLabel"].Type.ToString(), Is.EqualTo("Key<UInt32, 0-9>"));
        Assert.That(
            loaded.GetColumn<uint>("PredictedLabel"),
            Is.EqualTo(NetworkTransformer.Create(_ml, model).Transform(data).GetColumn<uint>("PredictedLabel")));
        Assert.That(loaded.Schema.Where(column => !column.IsHidden).Select(column => column.Name), Is.EquivalentTo(new[] { "Features", "Label", "Score", "PredictedLabel" }));
    }

    [Test]
    public void OnnxRuntime_predicts_the_same_digit_for_all_test_images_of_MNIST_with_a_trained_network()
    {
        MnistData data = Mnist.Load(SharedData.Require("mnist"));
        TrainedModel model = EmbeddedModels.LoadDigits();
        IDataView test = data.Test.ToDataView(_ml);

        uint[] theirs = [.. model.ToOnnxEstimator(_ml).Fit(test).Transform(test).GetColumn<uint>("PredictedLabel")];

        Assert.That(theirs, Is.EqualTo(NetworkTransformer.Create(_ml, model).Transform(test).GetColumn<uint>("PredictedLabel")));
        Assert.That(theirs.Zip(data.Test.Labels.ToArray()).Count(pair => pair.First == pair.Second + 1u), Is.GreaterThan(9_800));
    }

    private static void AssertSame(float[][] theirs, float[][] ours)
    {
        Assert.That(theirs, Has.Length.EqualTo(ours.Length));
        Assert.That(theirs.Zip(ours, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max(), Is.LessThan(Tolerance));
    }

    private static float[][] Scores(IDataView view) => [.. view.GetColumn<float[]>("Score")];
}
