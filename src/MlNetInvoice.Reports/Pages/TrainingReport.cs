using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Reports.Sheets;
using MlNetInvoice.Training;

namespace MlNetInvoice.Reports.Pages;

/// <summary>What came of a training, for people: curves, confusion matrix, mistakes, settings and timings, as single pictures and as one page. Immutable.</summary>
public sealed class TrainingReport
{
    private TrainingReport(
        TrainedModel model, SvgChart? trainingCurve, ConfusionMatrix? matrix, SvgChart? confusionMatrix, SvgChart? classAccuracy, SvgChart? reliability,
        Func<SheetTheme, PngSheet>? misclassified, double classifiedPerSecond)
    {
        TrainingCurve = trainingCurve;
        ConfusionMatrix = confusionMatrix;
        ClassAccuracy = classAccuracy;
        Reliability = reliability;
        Misclassified = misclassified?.Invoke(SheetTheme.Light);
        Page = WritePage(model, matrix, misclassified, classifiedPerSecond);
    }

    /// <summary>Loss and accuracy over the epochs; null where the model's history is not known.</summary>
    public SvgChart? TrainingCurve { get; }

    /// <summary>What was taken for what on the test images; null without them.</summary>
    public SvgChart? ConfusionMatrix { get; }

    /// <summary>Accuracy of each class on the test images; null without them.</summary>
    public SvgChart? ClassAccuracy { get; }

    /// <summary>Whether scores are what they say, on the test images; null without them.</summary>
    public SvgChart? Reliability { get; }

    /// <summary>The test images that were taken for another class; null without test images.</summary>
    public PngSheet? Misclassified { get; }

    /// <summary>All of it as one page.</summary>
    public HtmlReport Page { get; }

    /// <summary>Classifies the test images and draws everything.</summary>
    /// <param name="model">The trained model with its history, or without.</param>
    /// <param name="test">Test images of the size that the network takes, or null.</param>
    /// <exception cref="InvalidDataSetException">The images have another size, or more classes than the network.</exception>
    public static TrainingReport Create(TrainedModel model, LabeledImages? test = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        string name = model.Network.Definition.Name;
        SvgChart? curve = model.Manifest.History is { Epochs.Count: > 0 } history ? TrainingCurveChart.Create(history, $"Training of {name}") : null;
        if (test is null || test.Count == 0)
        {
            return new TrainingReport(model, curve, null, null, null, null, null, 0);
        }

        LayerShape input = model.Network.Definition.Input;
        if (input != new LayerShape(1, test.Rows, test.Columns) || test.ClassCount > model.Manifest.Classes.Count)
        {
            throw new InvalidDataSetException(
                $"The images are 1×{test.Rows}×{test.Columns} of {test.ClassCount} classes, but the model {name} takes {input} and knows {model.Manifest.Classes.Count}.");
        }

        float[] scores = new float[test.Count * model.Network.Definition.ClassCount];
        var classifier = new NetworkClassifier(model.Network);
        long start = Stopwatch.GetTimestamp();
        classifier.Classify(test.Pixels, scores);
        double perSecond = test.Count / Math.Max(1e-9, Stopwatch.GetElapsedTime(start).TotalSeconds);

        IReadOnlyList<string> classes = model.Manifest.Classes;
        var matrix = new ConfusionMatrix(classes);
        float[] confidences = new float[test.Count];
        bool[] correct = new bool[test.Count];
        for (int index = 0; index < test.Count; index++)
        {
            ReadOnlySpan<float> row = scores.AsSpan(index * classes.Count, classes.Count);
            int guess = ClassScores.IndexOfLargest(row);
            matrix.Add(test.Labels[index], guess);
            (confidences[index], correct[index]) = (row[guess], guess == test.Labels[index]);
        }

        IReadOnlyList<Misclassification> mistakes = Misclassification.Find(test, scores);
        return new TrainingReport(
            model, curve, matrix, classes.Count <= 64 ? ConfusionMatrixChart.Create(matrix, "Confusion matrix, test images") : null, ClassAccuracyChart.Create(matrix),
            ReliabilityDiagram.Create(confidences, correct), theme => MisclassifiedSheet.Create(test, mistakes, 64, classes, "Misclassified test images", theme), perSecond);
    }

    /// <summary>Writes <c>training_curve.svg</c>, <c>confusion_matrix.svg</c>, <c>misclassified.png</c> (as far as there are such) and <c>report.html</c>.</summary>
    /// <param name="folder">Where; made where it is missing.</param>
    /// <returns>The names of the files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var written = new List<string>();
        void SaveFigure(IFigure? figure, string name)
        {
            if (figure is not null)
            {
                figure.Save(Path.Combine(folder, name));
                written.Add(name);
            }
        }

        SaveFigure(TrainingCurve, "training_curve.svg");
        SaveFigure(ConfusionMatrix, "confusion_matrix.svg");
        SaveFigure(Misclassified, "misclassified.png");
        Page.Save(Path.Combine(folder, "report.html"));
        return [.. written, "report.html"];
    }

    private HtmlReport WritePage(TrainedModel model, ConfusionMatrix? matrix, Func<SheetTheme, PngSheet>? misclassified, double classifiedPerSecond)
    {
        NetworkDefinition definition = model.Network.Definition;
        TrainingHistory? history = model.Manifest.History;
        string summary = matrix is null
            ? Text($"{definition.WeightCount:#,0} weights, not tested")
            : Text($"{matrix.Accuracy:0.00%} of {matrix.Total:#,0} test images right");
        var page = new HtmlPage($"{definition.Name}: training report", summary);
        page.Tiles(Tiles(definition, history, matrix, classifiedPerSecond));
        if (TrainingCurve is not null)
        {
            page.Heading("Training").Figures(TrainingCurve).Details("Every epoch", inner => WriteEpochs(inner, history!));
        }

        if (matrix is not null)
        {
            page.Heading("Test").Figures(new IFigure?[] { ConfusionMatrix, ClassAccuracy, Reliability }.OfType<IFigure>()).Heading("Mistakes").Sheet(misclassified!);
        }

        page.Heading("Network");
        if (model.Network.Parameters.Any(parameter => parameter.Name == "conv1.weight"))
        {
            page.Sheet(theme => KernelSheet.Create(model.Network, theme: theme));
        }

        page.Table(["layer ", "output ", "weights"], Enumerable.Range(0, definition.Layers.Count).Select(layer =>
            new[] { definition.LayerNames[layer], definition.Shapes[layer].ToString(), Text($"{definition.WeightsOf(layer):#,0}") }));
        if (model.Manifest.Training is TrainingOptions options)
        {
            page.Heading("Settings").Table(["setting ", "value "], Flatten(new TrainingConfig(definition, options).ToJson()));
        }

        if (model.Manifest.Data.Count > 0)
        {
            page.Heading("Data").Table(["name ", "images", "SHA-256 "], model.Manifest.Data.Select(data => new[] { data.Name, Text($"{data.Count:#,0}"), data.Sha256 }));
        }

        return page.ToReport(model.Manifest.WrittenBy);
    }

    private static IEnumerable<(string Value, string Name)> Tiles(NetworkDefinition definition, TrainingHistory? history, ConfusionMatrix? matrix, double classifiedPerSecond)
    {
        if (matrix is not null)
        {
            yield return (Text($"{matrix.Accuracy:0.00%}"), "test accuracy");
            yield return (Text($"{matrix.Total - matrix.Correct:#,0}"), Text($"mistakes of {matrix.Total:#,0}"));
        }

        yield return (Text($"{definition.WeightCount:#,0}"), "weights");
        yield return (Text($"{definition.MultiplyAdds:#,0}"), "multiply-adds an image");
        if (history is { Epochs.Count: > 0 })
        {
            yield return (Text($"{history.BestEpoch} of {history.Epochs.Count}"), "epoch kept");
            yield return (Text($"{history.Seconds:0.0} s"), "training");
            yield return (Text($"{history.Seconds / history.Epochs.Count:0.00} s"), "an epoch");
            yield return (Text($"{history.Epochs.Average(epoch => epoch.ImagesPerSecond):#,0}"), "images trained a second");
        }

        if (classifiedPerSecond > 0)
        {
            yield return (Text($"{classifiedPerSecond:#,0}"), "images classified a second");
        }
    }

    private static void WriteEpochs(HtmlPage page, TrainingHistory history) => page.Table(
        ["epoch ", "rate", "loss", "accuracy", "validation loss", "validation accuracy", "seconds", "images a second"],
        history.Epochs.Select(epoch => new[]
        {
            Text($"{epoch.Epoch}"), Text($"{epoch.LearningRate:0.000000}"), Text($"{epoch.TrainingLoss:0.0000}"), Text($"{epoch.TrainingAccuracy:0.00%}"),
            Text($"{epoch.ValidationLoss:0.0000}"), Text($"{epoch.ValidationAccuracy:0.00%}"), Text($"{epoch.Seconds:0.00}"), Text($"{epoch.ImagesPerSecond:#,0}"),
        }));

    /// <summary>The settings as rows; those of an object inside have its name before theirs.</summary>
    private static List<string[]> Flatten(string json)
    {
        var rows = new List<string[]>();
        void Add(JsonElement element, string prefix)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object && property.Name != "architecture")
                {
                    Add(property.Value, $"{prefix}{property.Name}.");
                }
                else
                {
                    rows.Add([prefix + property.Name, Show(property.Value)]);
                }
            }
        }

        using var document = JsonDocument.Parse(json);
        Add(document.RootElement, "");
        return rows;
    }

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.GetProperty("name").ToString(),
        JsonValueKind.Null => "none",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
