using MlNetInvoice.Models.TensorFlow;
using MlNetInvoice.Networks;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace MlNetInvoice.OpenCv;

/// <summary>The frozen graph that MlNetInvoice.TensorFlow gives to TensorFlow, scored by OpenCV's reader of such graphs: a judge that every machine has.</summary>
public sealed class FrozenGraphTests
{
    private const int Images = 100;

    [Test]
    public void OpenCV_scores_a_frozen_graph_as_the_library_does([Values("lenet5", "lenet5-bn", "lenet5-classic", "lenet1", "mlp", "softmax")] string architecture)
    {
        Network network = Network.Create(NetworkArchitectures.Get(architecture), 3);
        float[] pixels = new float[Images * network.Definition.InputLength];
        var random = new Random(1);
        foreach (ref float pixel in pixels.AsSpan())
        {
            pixel = random.NextSingle();
        }

        float[] ours = new float[Images * 10];
        new NetworkClassifier(network).Classify(pixels, ours);

        Assert.That(Score(network, pixels), Is.EqualTo(ours).Within(1e-4f));
    }

    private static float[] Score(Network network, float[] pixels)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pb");
        try
        {
            GraphDefExporter.Save(network, path);
            using Net net = Net.ReadNetFromTensorflow(path)!;
            using Mat input = Mat.FromPixelData([Images, 1, 28, 28], MatType.CV_32FC1, pixels);
            net.SetInput(input);
            using Mat output = net.Forward();
            using Mat rows = output.Reshape(1, Images);
            Assert.That((rows.Rows, rows.Cols, rows.Type()), Is.EqualTo((Images, 10, MatType.CV_32FC1)));
            return rows.GetArray(out float[] scores) ? scores : [];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
