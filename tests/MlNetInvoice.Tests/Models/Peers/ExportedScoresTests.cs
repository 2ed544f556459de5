using MlNetInvoice.Data;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Models.TensorFlow;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

/// <summary>What we export, scored by others: equal to our scores within 1e-4 on 1,000 images, for every architecture.</summary>
public class ExportedScoresTests
{
    private const double Tolerance = 1e-4;

    [Test]
    public void OpenCv_scores_every_architecture_as_we_do_from_ONNX()
    {
        using var folder = new TemporaryFolder();
        Compare(folder, [.. ExportedNetworks.Names.SelectMany(name => SaveOnnx(folder, name))], Peer.ScoreWithOpenCv);
    }

    [Test]
    public void OpenCv_scores_every_architecture_as_we_do_from_a_TensorFlow_graph()
    {
        using var folder = new TemporaryFolder();

        // OpenCV 4.6 cannot import a graph that goes back from a vector to maps.
        string[] names = [.. ExportedNetworks.Names.Except(["maps-again"])];
        Compare(folder, [.. names.Select(name =>
        {
            Network network = ExportedNetworks.Create(name);
            GraphDefExporter.Save(network, folder.File($"{name}.pb"));
            return (folder.File($"{name}.pb"), network);
        })], Peer.ScoreWithOpenCv);
    }

    [Test]
    public void OpenCv_predicts_the_same_digit_for_all_test_images_with_a_trained_network()
    {
        MnistData data = Mnist.Load(SharedData.Require("mnist"));
        Network network = Trainer.Train(
            NetworkArchitectures.Get("lenet5-bn"), data.Training.Slice(0, 12_000), null, TrainingOptions.For("lenet5-bn") with { Epochs = 1, Augmentation = null, AverageDecay = 0 }).Network;
        float[] images = [.. data.Test.Pixels.ToArray().Select(value => value / 255f)];
        using var folder = new TemporaryFolder();
        OnnxExporter.Save(network, folder.File("model.onnx"));
        GraphDefExporter.Save(network, folder.File("model.pb"));
        int[] ours = Predict(ExportedNetworks.Classify(network, images));

        float[][] openCv = Peer.ScoreWithOpenCv(folder, images, folder.File("model.onnx"), folder.File("model.pb"));

        Assert.That(ours.Zip(data.Test.Labels.ToArray()).Count(pair => pair.First == pair.Second), Is.GreaterThan(9_000), "the network has learnt to read");
        foreach (float[] scores in openCv)
        {
            Assert.That(Predict(scores), Is.EqualTo(ours));
        }
    }

    private static IEnumerable<(string Path, Network Network)> SaveOnnx(TemporaryFolder folder, string name)
    {
        Network network = ExportedNetworks.Create(name);
        OnnxExporter.Save(network, folder.File($"{name}.onnx"));
        OnnxExporter.Save(network, folder.File($"{name}-unfolded.onnx"), new OnnxExportOptions { FoldNormalization = false });
        return [(folder.File($"{name}.onnx"), network), (folder.File($"{name}-unfolded.onnx"), network)];
    }

    private static void Compare(TemporaryFolder folder, (string Path, Network Network)[] models, Func<TemporaryFolder, float[], string[], float[][]> score)
    {
        float[] images = ExportedNetworks.CreateImages(1_000);
        float[][] theirs = score(folder, images, [.. models.Select(model => model.Path)]);
        for (int index = 0; index < models.Length; index++)
        {
            float[] ours = ExportedNetworks.Classify(models[index].Network, images);
            double worst = ours.Zip(theirs[index], (own, other) => Math.Abs((double)own - other)).Max();
            Assert.That(theirs[index], Has.Length.EqualTo(ours.Length), models[index].Path);
            Assert.That(worst, Is.LessThan(Tolerance), models[index].Path);
        }
    }

    private static int[] Predict(float[] scores) => [.. scores.Chunk(10).Select(row => Array.IndexOf(row, row.Max()))];
}
