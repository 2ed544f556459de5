using System.Xml.Linq;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Reports.Explanation;
using MlNetInvoice.Reports.Pages;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports;

/// <summary>
/// The committed examples of every figure, <c>assets/gallery</c>. They are drawn anew by
/// <c>MLNETINVOICE_UPDATE_GALLERY=model.zip dotnet test tests/MlNetInvoice.Tests --filter GalleryAssets</c>, from a LeNet-5 that <c>train --validation 5000</c> wrote, MNIST beside the
/// repository and the committed samples; look at them before they are committed.
/// </summary>
public class GalleryAssetsTests
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "assets", "gallery");

    private static readonly string[] Charts = ["class_accuracy.svg", "comparison.svg", "confusion_matrix.svg", "reliability.svg", "training_curve.svg"];

    private static readonly string[] Sheets = ["gallery.png", "gallery-dark.png", "kernels.png", "layers.png", "layers-dark.png", "misclassified.png", "stages.png"];

    [Test]
    public void Every_figure_has_an_example_that_others_can_read()
    {
        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Is.SupersetOf(Charts.Concat(Sheets)));
        foreach (string chart in Charts)
        {
            XElement root = XDocument.Load(Path.Combine(Folder, chart)).Root!;
            Assert.That((string?)root.Attribute("role"), Is.EqualTo("img"), chart);
            Assert.That((string?)root.Elements().First(), Is.Not.Empty, chart);
            Assert.That(root.ToString(), Does.Contain("prefers-color-scheme:dark"), chart);
        }

        foreach (string sheet in Sheets)
        {
            byte[] file = File.ReadAllBytes(Path.Combine(Folder, sheet));
            Assert.That(ImageDecoder.DecodeRgb(file).Width, Is.GreaterThan(400), sheet);
            Assert.That(file, Has.Length.LessThan(400_000), sheet);
        }
    }

    [Test]
    public void The_examples_are_drawn_anew_on_demand()
    {
        string? path = Environment.GetEnvironmentVariable("MLNETINVOICE_UPDATE_GALLERY");
        if (path is null)
        {
            Assert.Ignore("Skipped: draws assets/gallery anew only where MLNETINVOICE_UPDATE_GALLERY names a model.");
        }

        MnistData data = Mnist.Load(SharedData.Require("mnist"));
        TrainedModel model = ModelFile.Load(path);
        TrainingReport report = TrainingReport.Create(model, data.Test);
        Save(report.TrainingCurve!, "training_curve");
        Save(report.ConfusionMatrix!, "confusion_matrix");
        Save(report.ClassAccuracy!, "class_accuracy");
        Save(report.Reliability!, "reliability");
        Save(ComparisonChart.Create(
            [.. NetworkArchitectures.Names.Where(name => !name.StartsWith("reader", StringComparison.Ordinal)).Select(name => new ComparisonBar(name, NetworkArchitectures.Get(name).MultiplyAdds / 1000.0))],
            "Multiply-adds an image, in thousands", "", 1), "comparison");

        float[] scores = new float[data.Test.Count * 10];
        new NetworkClassifier(model.Network).Classify(data.Test.Pixels, scores);
        IReadOnlyList<Misclassification> mistakes = Misclassification.Find(data.Test, scores);
        float[] digit = [.. data.Test.GetImage(4).ToArray().Select(value => value / 255f)];
        ReadingExplanation explanation = ReadingExplanation.Create(EmbeddedModels.LoadReader(), ImageDecoder.LoadGray(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png")));
        Save(GallerySheet.Create(data.Test, new GalleryOptions { Title = "MNIST test images" }), "gallery");
        Save(GallerySheet.Create(data.Test, new GalleryOptions { Title = "MNIST test images", Theme = SheetTheme.Dark }), "gallery-dark");
        Save(MisclassifiedSheet.Create(data.Test, mistakes, 32), "misclassified");
        Save(KernelSheet.Create(model.Network), "kernels");
        Save(LayerSheet.Create(model.Network, digit), "layers");
        Save(LayerSheet.Create(model.Network, digit, theme: SheetTheme.Dark), "layers-dark");
        Save(explanation.DrawStages(), "stages");
    }

    private static void Save(IFigure figure, string name) => figure.Save(Path.Combine(Folder, name + (figure is SvgChart ? ".svg" : ".png")));
}
