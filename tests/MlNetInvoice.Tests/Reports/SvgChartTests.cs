using System.Globalization;
using System.Xml.Linq;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Training;

namespace MlNetInvoice.Reports;

public class SvgChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static IEnumerable<TestCaseData> Charts()
    {
        yield return Case("curve", () => TrainingCurveChart.Create(Curve));
        yield return Case("matrix", () => ConfusionMatrixChart.Create(Matrix()));
        yield return Case("classes", () => ClassAccuracyChart.Create(Matrix()));
        yield return Case("reliability", () => ReliabilityDiagram.Create([0.95f, 0.4f, 1f], [true, false, true]));
        yield return Case("comparison", () => ComparisonChart.Create([new("lenet5", 99.5, 99.4, 99.6, 98.85), new("mlp", 98.25)], "Accuracy", "%"));

        static TestCaseData Case(string name, Func<SvgChart> create) => new TestCaseData(create).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Charts))]
    public void Each_chart_is_an_accessible_picture_that_follows_the_colour_scheme(Func<SvgChart> create)
    {
        SvgChart chart = create();

        XElement root = XDocument.Parse(chart.ToString()).Root!;
        string[] ids = [.. root.Elements().Where(element => element.Attribute("id") is not null).Select(element => element.Attribute("id")!.Value)];
        Assert.That(root.Name, Is.EqualTo(Svg + "svg"));
        Assert.That((string?)root.Attribute("role"), Is.EqualTo("img"));
        Assert.That((string?)root.Attribute("aria-labelledby"), Is.EqualTo(string.Join(' ', ids)));
        Assert.That((string?)root.Element(Svg + "title"), Is.EqualTo(chart.Title));
        Assert.That((string?)root.Element(Svg + "desc"), Is.EqualTo(chart.Description));
        Assert.That((string?)root.Element(Svg + "style"), Does.Contain("@media (prefers-color-scheme:dark)"));
        Assert.That((string?)root.Attribute("viewBox"), Is.EqualTo($"0 0 {chart.Width} {chart.Height}"));
        Assert.That(chart.ToHtml(), Does.StartWith("<svg "));
    }

    [TestCaseSource(nameof(Charts))]
    public void Text_stays_inside_the_card_and_is_never_below_nine_pixels_at_a_width_of_600(Func<SvgChart> create)
    {
        SvgChart chart = create();

        XElement root = XDocument.Parse(chart.ToString()).Root!;
        Assert.That(10 * 600.0 / chart.Width, Is.GreaterThanOrEqualTo(9), "the smallest size of the style sheet is 10");
        foreach (XElement text in root.Descendants(Svg + "text").Where(text => text.Attribute("x") is not null))
        {
            double x = double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture), y = double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture);
            string style = text.Attribute("class")!.Value;
            double width = SvgText.Measure(text.Value, style.Contains("h1") ? 16 : style.Contains("small") ? 11 : 12);
            double left = style.Contains("end") ? x - width : style.Contains("mid") ? x - (width / 2) : x;
            Assert.That(left, Is.GreaterThanOrEqualTo(0), text.Value);
            Assert.That(left + width, Is.LessThanOrEqualTo(chart.Width), text.Value);
            Assert.That(y, Is.InRange(8, chart.Height - 3), text.Value);
        }
    }

    [TestCaseSource(nameof(Charts))]
    public void The_same_input_gives_the_same_text_in_every_culture(Func<SvgChart> create)
    {
        string expected = create().ToString();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "de-DE", "tr-TR", "zh-TW" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.That(create().ToString(), Is.EqualTo(expected), culture);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Markup_in_a_title_is_text()
    {
        SvgChart chart = TrainingCurveChart.Create(Curve, "a<b & \"c\" \u0001");

        Assert.That((string?)XDocument.Parse(chart.ToString()).Root!.Element(Svg + "title"), Is.EqualTo("a<b & \"c\" \uFFFD"));
    }

    [Test]
    public void Save_makes_the_folder_and_leaves_only_the_chart_in_it()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        SvgChart chart = TrainingCurveChart.Create(Curve);

        chart.Save(Path.Combine(folder, "curve.svg"));
        chart.Save(Path.Combine(folder, "curve.svg"));

        Assert.That(File.ReadAllText(Path.Combine(folder, "curve.svg")), Is.EqualTo(chart.ToString()));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void A_training_curve_describes_where_it_began_and_what_was_best()
    {
        Assert.That(TrainingCurveChart.Create(Curve).Description, Is.EqualTo(
            "Line chart of 3 epochs: training loss from 0.5 to 0.02, training accuracy from 90.00% to 99.50%; best validation accuracy 98.90% at epoch 2."));
        Assert.That(TrainingCurveChart.Create([new EpochRecord(1, 0.001, double.NaN, 0.1, null, null, 1, 1)]).Description, Is.EqualTo(
            "Line chart of 1 epoch: training loss from NaN to NaN, training accuracy from 10.00% to 10.00%; training accuracy 10.00% after epoch 1."));
    }

    [Test]
    public void A_loss_that_falls_by_more_than_ten_times_is_drawn_on_a_log_scale()
    {
        Assert.That(TrainingCurveChart.Create(Curve).ToString(), Does.Contain("Loss (log scale)"));
        Assert.That(TrainingCurveChart.Create([.. Curve.Take(1)]).ToString(), Does.Not.Contain("log scale"));
    }

    [Test]
    public void A_matrix_names_its_most_frequent_errors_and_marks_empty_rows()
    {
        SvgChart chart = ConfusionMatrixChart.Create(Matrix());

        Assert.That(chart.Description, Is.EqualTo("Confusion matrix of 3 classes: 18 of 20 right (90.00%), 2 wrong. Most frequent errors: b taken for a (2)."));
        Assert.That(chart.ToString(), Does.Contain("true b, predicted a: 2").And.Contain(">–<"));
    }

    [Test]
    public void Class_accuracy_says_each_share_and_that_a_class_has_no_images()
    {
        SvgChart chart = ClassAccuracyChart.Create(Matrix());

        Assert.That(chart.Description, Is.EqualTo("Dot plot of the accuracy of each class, 90.00% over all: a: 100.00%, b: 80.00%."));
        Assert.That(chart.ToString(), Does.Contain("no images"));
    }

    [Test]
    public void The_calibration_error_is_the_mean_gap_weighted_by_answers()
    {
        SvgChart chart = ReliabilityDiagram.Create([0.9f, 0.9f, 0.9f, 0.9f, 0.5f], [true, true, true, false, true]);

        Assert.That(chart.Description, Is.EqualTo("Reliability diagram: 5 answers, expected calibration error 22.00%. Share right by confidence: 50% to 60%: 100.0% of 1 right; 90% to 100%: 75.0% of 4 right."));
    }

    [Test]
    public void Wrong_input_is_named()
    {
        Assert.That(() => TrainingCurveChart.Create([]), Throws.ArgumentException.With.Message.EqualTo("A training curve needs at least one epoch. (Parameter 'epochs')"));
        Assert.That(() => ConfusionMatrixChart.Create(new ConfusionMatrix(65)), Throws.ArgumentException.With.Message.EqualTo("A confusion matrix is drawn for 2 to 64 classes, not 65. (Parameter 'matrix')"));
        Assert.That(() => ReliabilityDiagram.Create([0.5f, float.NaN], [true, true]), Throws.ArgumentException.With.Message.EqualTo("Confidence 1 is NaN, but confidences lie from 0 to 1. (Parameter 'confidences')"));
        Assert.That(() => ReliabilityDiagram.Create([0.5f], []), Throws.ArgumentException.With.Message.EqualTo("A reliability diagram wants at least one answer and as many outcomes as confidences, not 1 and 0. (Parameter 'confidences')"));
        Assert.That(() => ComparisonChart.Create([new("x", 80)], "t", "%", 2, 90), Throws.ArgumentException.With.Message.EqualTo("The value of 'x' is 80, but the axis takes finite values from 90. (Parameter 'bars')"));
        Assert.That(() => ComparisonChart.Create([], "t"), Throws.ArgumentException.With.Message.EqualTo("A comparison needs at least one row. (Parameter 'bars')"));
    }

    private static readonly EpochRecord[] Curve =
    [
        new(1, 0.001, 0.5, 0.9, 0.3, 0.95, 1, 60_000), new(2, 0.001, 0.05, 0.98, 0.06, 0.989, 1, 60_000), new(3, 0.001, 0.02, 0.995, 0.07, 0.985, 1, 60_000),
    ];

    private static ConfusionMatrix Matrix()
    {
        var matrix = new ConfusionMatrix(["a", "b", "c"]);
        matrix.Add(0, 0, 10);
        matrix.Add(1, 1, 8);
        matrix.Add(1, 0, 2);
        return matrix;
    }
}
