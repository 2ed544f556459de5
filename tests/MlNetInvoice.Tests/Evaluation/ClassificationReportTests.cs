using MlNetInvoice.Data;

namespace MlNetInvoice.Evaluation;

public sealed class ClassificationReportTests
{
    private static readonly string[] Labels = ["a", "b", "none"];

    [Test]
    public void Counts_become_accuracy_precision_and_f1()
    {
        var matrix = new ConfusionMatrix(Labels);
        matrix.Add(0, 0, 8);
        matrix.Add(0, 1, 2);
        matrix.Add(1, 1, 5);
        matrix.Add(1, 0);

        var report = new ClassificationReport(matrix, 0.25);

        Assert.That((matrix.Total, matrix.Correct), Is.EqualTo((16, 13)));
        Assert.That(report.Accuracy, Is.EqualTo(13 / 16.0));
        Assert.That(report.Classes[0], Is.EqualTo(new ClassResult("a", 10, 8, 9)));
        Assert.That(report.Classes[0].Accuracy, Is.EqualTo(0.8));
        Assert.That(report.Classes[0].Precision, Is.EqualTo(8 / 9.0));
        Assert.That(report.Classes[0].F1, Is.EqualTo(2 * 0.8 * (8 / 9.0) / (0.8 + (8 / 9.0))).Within(1e-12));
        Assert.That((report.Classes[2].Accuracy, report.Classes[2].Precision, report.Classes[2].F1), Is.EqualTo((0.0, 0.0, 0.0)), "a class without samples");
    }

    [Test]
    public void The_text_holds_loss_accuracy_classes_and_confusions()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add(0, 0, 99);
        matrix.Add(0, 1);
        matrix.Add(1, 1, 50);

        Assert.That(new ClassificationReport(matrix, 0.03125).ToString().ReplaceLineEndings("\n"), Is.EqualTo(
            """
            loss      0.0313
            accuracy  99.33% (149 of 150)

            class  images   right  accuracy  precision      F1
            0         100      99    99.00%    100.00%  99.50%
            1          50      50   100.00%     98.04%  99.01%

            is \ taken for
                0  1
             0 99  1
             1  . 50

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void A_classifier_is_measured_over_batches()
    {
        // 1,500 one-pixel images in two batches; the classifier says "b" with the probability that the pixel has.
        byte[] pixels = [.. Enumerable.Range(0, 1500).Select(i => (byte)(i % 3 == 0 ? 255 : 51))];
        byte[] truths = [.. Enumerable.Range(0, 1500).Select(i => (byte)(i % 3 == 0 ? 1 : 0))];
        var batches = new List<int>();

        ClassificationReport report = ClassificationReport.Measure(
            (images, scores) =>
            {
                batches.Add(images.Length);
                for (int i = 0; i < images.Length; i++)
                {
                    scores[2 * i] = 1 - images[i];
                    scores[(2 * i) + 1] = images[i];
                }
            },
            new LabeledImages(1, 1, 2, pixels, truths),
            ["a", "b"]);

        Assert.That(batches, Is.EqualTo(new[] { 1024, 476 }));
        Assert.That(report.Accuracy, Is.EqualTo(1));
        Assert.That(report.Loss, Is.EqualTo(-Math.Log(0.8) * 2 / 3).Within(1e-6));
    }

    [Test]
    public void Data_that_does_not_fit_the_classifier_is_refused()
    {
        static void Never(ReadOnlySpan<float> images, Span<float> scores) => throw new InvalidOperationException();

        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => ClassificationReport.Measure(Never, new LabeledImages(1, 1, 4, [0], [3]), Labels))!.Message,
            Is.EqualTo("The images have labels up to 3, but the classifier knows 3 classes."));
        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => ClassificationReport.Measure(Never, new LabeledImages(1, 1, 3, [], []), Labels))!.Message,
            Is.EqualTo("There are no images to classify."));
    }
}
