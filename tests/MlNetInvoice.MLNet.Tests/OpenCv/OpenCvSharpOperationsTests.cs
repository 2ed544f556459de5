using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

public sealed class OpenCvSharpOperationsTests : OpenCvOperationsContract
{
    protected override IOpenCvOperations Operations { get; } = new OpenCvSharpOperations();

    [Test]
    public void A_warp_turns_a_picture_as_the_managed_code_does()
    {
        GrayImage line = DrawnLines.Draw("30586", 40, 20, 230);
        var rotation = new LineRotation(line.Width, line.Height, 5);

        GrayImage turned = Operations.Warp(line, rotation.Width, rotation.Height, rotation.CentersToSource);

        GrayImage managed = rotation.Apply(line);
        int[] differences = [.. turned.Pixels.ToArray().Zip(managed.Pixels.ToArray(), (a, b) => Math.Abs(a - b))];
        Assert.That(differences.Average(), Is.LessThan(0.5));
        Assert.That(differences.Max(), Is.LessThan(24), "OpenCV interpolates in steps of a 32nd pixel");
    }
}
