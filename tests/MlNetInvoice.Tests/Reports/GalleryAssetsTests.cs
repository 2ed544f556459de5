using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
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

    private static readonly string[] Drawings =
    [
        "architecture.svg", "documents.svg", "faces.svg", "fields.svg", "hostile-input.svg", "integration.svg", "mlnet.svg", "model-file.svg", "peers.svg", "scenes.svg", "workers.svg",
    ];

    private static readonly string[] Sheets = ["gallery.png", "gallery-dark.png", "kernels.png", "layers.png", "layers-dark.png", "misclassified.png", "stages.png", "conformance.png"];

    [Test]
    public void Every_figure_has_an_example_that_others_can_read()
    {
        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Is.SupersetOf(Charts.Concat(Drawings).Concat(Sheets)));
        foreach (string chart in Charts.Concat(Drawings))
        {
            XElement root = XDocument.Load(Path.Combine(Folder, chart)).Root!;
            Assert.That((string?)root.Attribute("role"), Is.EqualTo("img"), chart);
            Assert.That((string?)root.Elements().First(), Is.Not.Empty, chart);
            Assert.That(root.ToString(), Does.Contain("prefers-color-scheme:dark"), chart);
            Assert.That(new FileInfo(Path.Combine(Folder, chart)).Length, Is.LessThan(150_000), chart);
        }

        foreach (string sheet in Sheets)
        {
            byte[] file = File.ReadAllBytes(Path.Combine(Folder, sheet));
            Assert.That(ImageDecoder.DecodeRgb(file).Width, Is.GreaterThan(400), sheet);
            Assert.That(file, Has.Length.LessThan(400_000), sheet);
        }
    }

    [Test]
    public void The_rooms_of_the_library_call_as_architecture_shows_them()
    {
        string source = Path.Combine(SharedData.RepositoryRoot, "src", "MlNetInvoice");
        string[] rooms = [.. Directory.GetDirectories(source).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"))];
        Dictionary<string, double> depths = XDocument.Load(Path.Combine(Folder, "architecture.svg")).Descendants()
            .Where(element => element.Name.LocalName == "text" && rooms.Append(nameof(InvoiceReader)).Contains(element.Value))
            .ToDictionary(element => element.Value, element => double.Parse(element.Attribute("y")!.Value, CultureInfo.InvariantCulture));
        Assert.That(depths.Keys, Is.EquivalentTo(rooms.Append(nameof(InvoiceReader))), "The picture has every room once.");

        string[] upward =
        [
            .. from file in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
               let parts = Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)
               where parts[0] is not ("bin" or "obj")
               let room = parts.Length == 1 ? nameof(InvoiceReader) : parts[0]
               from Match used in Regex.Matches(File.ReadAllText(file), @"^using MlNetInvoice\.(\w+)", RegexOptions.Multiline)
               let other = used.Groups[1].Value
               where other != room && depths[other] <= depths[room]
               select $"{string.Join('/', parts)} uses {other}",
        ];
        Assert.That(upward, Is.Empty);
    }

    [Test]
    public void The_picture_of_the_model_file_is_of_the_embedded_reader()
    {
        string picture = File.ReadAllText(Path.Combine(Folder, "model-file.svg"));
        using ZipArchive model = ZipFile.OpenRead(Path.Combine(SharedData.RepositoryRoot, "assets", "models", "reader.zip"));
        foreach (ZipArchiveEntry entry in model.Entries)
        {
            Assert.That(picture, Does.Contain(entry.Length.ToString("#,0", CultureInfo.InvariantCulture) + " bytes"), entry.FullName);
        }

        NetworkDefinition reader = EmbeddedModels.LoadReader().Network.Definition;
        Assert.That(picture, Does.Contain($"{reader.Layers.Count} layers, {reader.ClassCount} classes"));
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
