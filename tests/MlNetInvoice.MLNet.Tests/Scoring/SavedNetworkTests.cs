using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

public sealed class SavedNetworkTests
{
    private readonly MLContext _ml = new(1);
    private string _folder = "";
    private IDataView _data = null!;
    private NetworkTransformer _network = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _folder = Directory.CreateTempSubdirectory("mlnet").FullName;
        _data = Strokes.Images(300).ToDataView(_ml);
        _network = _ml.MulticlassClassification.Trainers.LeNet5(
            _ml, new NetworkTrainerOptions { Training = new TrainingOptions { Epochs = 3, BatchSize = 32, LearningRate = 0.005f } }).Fit(_data);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_second_process_predicts_the_same_bit_for_bit()
    {
        string path = Save(_network.Append(_ml.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel").Fit(_network.Transform(_data))));

        string here = SecondProcess.Bits(_ml, _network);

        Assert.That(SecondProcess.Bits(_ml, new MLContext().Model.Load(path, out DataViewSchema schema)), Is.EqualTo(here));
        Assert.That(SecondProcess.Run(path), Is.EqualTo(here));
        Assert.That(schema.Select(c => c.Name), Is.EqualTo(new[] { "Features", "Label" }));
    }

    [Test]
    public void A_loaded_model_adds_the_same_columns_and_evaluates()
    {
        var ml = new MLContext();
        IDataView scored = ml.Model.Load(Save(_network), out _).Transform(_data);

        Assert.That(scored.Schema.Select(c => $"{c.Name}: {c.Type}").Order(), Is.EqualTo(new[]
        {
            "Features: Vector<Single, 784>", "Label: Key<UInt32, 0-9>", "PredictedLabel: Key<UInt32, 0-9>", "Score: Vector<Single, 10>",
        }));
        Assert.That(string.Join("", Strokes.Texts(scored.Schema["PredictedLabel"], "KeyValues")), Is.EqualTo("0123456789"));
        Assert.That(ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, Is.EqualTo(_ml.MulticlassClassification.Evaluate(_network.Transform(_data)).MicroAccuracy));
    }

    [Test]
    public void A_loaded_model_can_be_saved_again()
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(Save(_network), out DataViewSchema schema);
        string again = Path.Combine(_folder, "again.zip");

        ml.Model.Save(loaded, schema, again);

        Assert.That(SecondProcess.Bits(ml, new MLContext().Model.Load(again, out _)), Is.EqualTo(SecondProcess.Bits(_ml, _network)));
    }

    [Test]
    public void Unwrapping_gives_the_network_back()
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(Save(_network), out _);

        Assert.That(NetworkTransformer.TryUnwrap(ml, loaded, out NetworkTransformer? found), Is.True);
        Assert.That(found!.Model.Values.ToArray(), Is.EqualTo(_network.Model.Values.ToArray()));
        Assert.That(found.Model.Definition.ToJson(), Is.EqualTo(_network.Model.Definition.ToJson()));
        Assert.That((found.FeatureColumnName, found.LabelColumnName), Is.EqualTo(("Features", "Label")));
        Assert.That(string.Join("", Strokes.Texts(found.Transform(_data).Schema["Score"], "SlotNames")), Is.EqualTo("0123456789"));
        Assert.That(found.TrainedModel.Manifest.History!.Epochs, Has.Count.EqualTo(3));
        Assert.That(SecondProcess.Bits(ml, found), Is.EqualTo(SecondProcess.Bits(_ml, _network)));
        Assert.That(NetworkTransformer.TryUnwrap(ml, _network, out NetworkTransformer? same) && ReferenceEquals(same, _network), Is.True);
        Assert.That(NetworkTransformer.TryUnwrap(ml, ml.Transforms.CopyColumns("A", "Label").Fit(_data), out _), Is.False);
        Assert.That(NetworkTransformer.TryUnwrap(ml, ml.Transforms.Conversion.MapValue("B", [KeyValuePair.Create(1u, 2f)], "Label").Fit(_data), out _), Is.False);
    }

    [Test]
    public void The_zip_is_at_most_twice_the_librarys_own_file()
    {
        string path = Save(_network);
        string own = Path.Combine(_folder, "own.zip");
        ModelFile.Save(_network.TrainedModel, own);

        TestContext.Out.WriteLine($"lenet5: {new FileInfo(path).Length} bytes as an ML.NET .zip, {new FileInfo(own).Length} as the library's own file");
        Assert.That(new FileInfo(path).Length, Is.LessThan(2 * new FileInfo(own).Length));
    }

    [Test]
    public void Any_number_of_classes_is_saved([Values(2, 34, 256)] int classes)
    {
        Network network = Network.Create(NetworkArchitectures.Get("softmax", classes, 2, 2), 5);
        string[] names = [.. Enumerable.Range(0, classes).Select(i => $"c{i}")];
        var transformer = NetworkTransformer.Create(_ml, new TrainedModel(network, new ModelManifest { Architecture = network.Definition, Classes = names }));
        IDataView data = new MlNetInvoice.Data.LabeledImages(2, 2, classes, [1, 50, 99, 200], [0]).ToDataView(_ml, names);
        string path = Path.Combine(_folder, $"{classes}.zip");
        _ml.Model.Save(transformer, data.Schema, path);

        IDataView loaded = new MLContext().Model.Load(path, out _).Transform(data);

        Assert.That(loaded.Schema["Score"].Type.ToString(), Is.EqualTo($"Vector<Single, {classes}>"));
        Assert.That(Strokes.Texts(loaded.Schema["PredictedLabel"], "KeyValues"), Is.EqualTo(names));
        Assert.That(First(loaded), Is.EqualTo(First(transformer.Transform(data))));
    }

    [Test]
    public void One_prediction_engine_a_thread_over_one_loaded_model_agrees_on_8_threads()
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(Save(_network), out _);
        MlNetInvoice.Data.LabeledImages images = Strokes.Images(64, seed: 4);
        float[][] alone = [.. Predict(0)];

        float[][][] together = new float[8][][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(t => new Thread(() => together[t] = [.. Predict(t)]))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.That(together, Is.All.EqualTo(alone));

        IEnumerable<float[]> Predict(int thread)
        {
            PredictionEngine<Image, Scored> engine = new MLContext(thread).Model.CreatePredictionEngine<Image, Scored>(loaded);
            for (int i = 0; i < images.Count; i++)
            {
                var image = new Image { Features = [.. images.GetImage(i).ToArray().Select(p => p / 255f)] };
                yield return engine.Predict(image).Score;
            }
        }
    }

    private static float[] First(IDataView view) => new MLContext().Data.CreateEnumerable<Scored>(view, false).First().Score;

    private string Save(ITransformer model)
    {
        string path = Path.Combine(_folder, $"{TestContext.CurrentContext.Test.Name}.zip");
        _ml.Model.Save(model, _data.Schema, path);
        return path;
    }

    private sealed class Image
    {
        [VectorType(784)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
