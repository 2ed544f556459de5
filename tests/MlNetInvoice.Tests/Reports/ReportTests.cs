using System.Text.RegularExpressions;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Reports.Pages;
using MlNetInvoice.Reports.Sheets;
using MlNetInvoice.Training;

namespace MlNetInvoice.Reports;

public class ReportTests
{
    [Test]
    public void A_training_report_holds_everything_in_one_page_without_references()
    {
        TrainingReport report = TrainingReport.Create(Train(out LabeledImages test), test);

        string page = report.Page.ToString();
        Assert.That(report.Page.Title, Is.EqualTo("lenet1: training report"));
        Assert.That(Regex.Matches(page, "<h2>(.*?)</h2>").Select(match => match.Groups[1].Value), Is.EqualTo(new[] { "Training", "Test", "Mistakes", "Network", "Settings", "Data" }));
        Assert.That(Regex.Count(page, "<svg "), Is.EqualTo(4));
        Assert.That(page, Does.Contain("prefers-color-scheme"));
        Assert.That(Regex.Matches(page, "(src|href|srcset)=\"(?!data:)"), Is.Empty, "no other file is needed");
        Assert.That(Regex.Matches(page, " id=\"(.*?)\"").GroupBy(match => match.Value).Where(group => group.Count() > 1), Is.Empty, "an id stands only once");
        Assert.That(page, Does.Contain("<td class=\"text\">seed</td><td class=\"text\">4</td>").And.Contain("<td class=\"text\">digits</td><td>60</td>"));
    }

    [Test]
    public void Save_writes_each_picture_and_the_page()
    {
        using var folder = new TemporaryFolder();

        IReadOnlyList<string> written = TrainingReport.Create(Train(out LabeledImages test), test).Save(folder.File("out"));

        Assert.That(written, Is.EqualTo(new[] { "training_curve.svg", "confusion_matrix.svg", "misclassified.png", "report.html" }));
        Assert.That(Directory.GetFiles(folder.File("out")).Select(Path.GetFileName), Is.EquivalentTo(written));
    }

    [Test]
    public void Without_history_and_test_images_the_page_shows_the_network_alone()
    {
        TrainingReport report = TrainingReport.Create(new TrainedModel(Network.Create(NetworkArchitectures.Get("softmax"), 1)));

        Assert.That((report.TrainingCurve, report.ConfusionMatrix, report.Misclassified), Is.EqualTo(((SvgChart?)null, (SvgChart?)null, (PngSheet?)null)));
        Assert.That(report.Page.ToString(), Does.Contain("7,850 weights, not tested").And.Not.Contain("<h2>Test</h2>"));
    }

    [Test]
    public void Images_that_the_network_does_not_take_are_refused()
    {
        var small = new LabeledImages(2, 2, 10, new byte[4], [1]);

        Assert.That(() => TrainingReport.Create(new TrainedModel(Network.Create(NetworkArchitectures.Get("softmax"), 1)), small), Throws.TypeOf<InvalidDataSetException>().With.Message.EqualTo(
            "The images are 1×2×2 of 10 classes, but the model softmax takes 1×28×28 and knows 10."));
    }

    [Test]
    public void A_comparison_shows_medians_with_their_spread_beside_published_figures()
    {
        ComparisonReport report = ComparisonReport.Create(
        [
            new(NetworkArchitectures.Get("lenet5"), 20, [0.9951, 0.9943, 0.9958], [6, 7, 5], 0.9885),
            new(NetworkArchitectures.Get("softmax"), 15, [0.925, 0.927], [1, 2]),
        ]);

        Assert.That(report.Accuracy.Description, Is.EqualTo("Comparison of 2 rows. lenet5: 99.51% (published: 98.85%); softmax: 92.60%."));
        Assert.That(report.Time.Description, Is.EqualTo("Comparison of 2 rows. lenet5: 6.0 s; softmax: 1.5 s."));
        Assert.That(report.Page.ToString(), Does.Contain(
            "<tr><td class=\"text\">lenet5</td><td>61,706</td><td>416,520</td><td>99.51%</td><td>99.43%</td><td>99.58%</td><td>98.85%</td><td>3</td><td>20</td><td>6.0</td></tr>"));
        Assert.That(() => ComparisonReport.Create([]), Throws.ArgumentException.With.Message.EqualTo("A comparison needs at least one architecture. (Parameter 'rows')"));
        Assert.That(() => ComparisonReport.Create([new(NetworkArchitectures.Get("mlp"), 1, [], [])]), Throws.ArgumentException.With.Message.EqualTo(
            "mlp has 0 accuracies and 0 times; each training wants one of both. (Parameter 'rows')"));
    }

    private static TrainedModel Train(out LabeledImages test)
    {
        byte[] pixels = new byte[60 * 784], labels = new byte[60];
        for (int index = 0; index < 60; index++)
        {
            labels[index] = (byte)(index % 10);
            pixels.AsSpan((index * 784) + (56 * (labels[index] + 2)), 28).Fill(255);
        }

        test = new LabeledImages(28, 28, 10, pixels, labels);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 20, Seed = 4, Threads = 1 };
        TrainingResult result = Trainer.Train(NetworkArchitectures.Get("lenet1"), test, null, options);
        return new TrainedModel(result.Network, new ModelManifest
        {
            Architecture = result.Network.Definition,
            Classes = ModelManifest.DigitClasses,
            History = result.History,
            Training = options,
            Data = [DataFingerprint.Of("digits", test)],
        });
    }
}
