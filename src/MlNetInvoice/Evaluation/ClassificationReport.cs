using System.Globalization;
using System.Text;
using MlNetInvoice.Data;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Evaluation;

/// <summary>How well a classifier did on labelled images: loss, accuracy overall and per class, confusion matrix. Immutable.</summary>
public sealed class ClassificationReport
{
    private const int BatchSize = 1024;

    /// <summary>Initialises a report.</summary>
    /// <param name="confusion">The counts; not to be changed afterwards.</param>
    /// <param name="loss">Mean cross-entropy in nats, 0 or more.</param>
    public ClassificationReport(ConfusionMatrix confusion, double loss)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ArgumentOutOfRangeException.ThrowIfNegative(loss);
        Confusion = confusion;
        Loss = loss;
        var classes = new ClassResult[confusion.ClassCount];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = new ClassResult(confusion.Labels[i], confusion.CountOf(i), confusion[i, i], confusion.CountTakenFor(i));
        }

        Classes = Array.AsReadOnly(classes);
    }

    /// <summary>Scores a batch: <paramref name="images"/> are count × rows × columns floats (ink 1, paper 0), <paramref name="scores"/> count × classes.</summary>
    /// <param name="images">The images, one after the other.</param>
    /// <param name="scores">Where the scores go; each row sums to 1.</param>
    public delegate void BatchClassifier(ReadOnlySpan<float> images, Span<float> scores);

    /// <summary>How often each class was taken for each.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Mean cross-entropy of the true classes, in nats.</summary>
    public double Loss { get; }

    /// <summary>Share of images classified right, 0 to 1.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Every class on its own, in the order of the scores.</summary>
    public IReadOnlyList<ClassResult> Classes { get; }

    /// <summary>Classifies a data set and counts.</summary>
    /// <param name="classify">The classifier; it is called with batches of up to 1,024 images.</param>
    /// <param name="data">The images; their labels are below the number of classes.</param>
    /// <param name="labels">What the classes are called, in the order of the scores.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="InvalidDataSetException">There are no images, or more classes of them than the classifier has.</exception>
    public static ClassificationReport Measure(
        BatchClassifier classify, LabeledImages data, IReadOnlyList<string> labels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classify);
        ArgumentNullException.ThrowIfNull(data);
        var confusion = new ConfusionMatrix(labels);
        if (data.Count == 0)
        {
            throw new InvalidDataSetException("There are no images to classify.");
        }

        if (data.Labels.ContainsAnyExceptInRange((byte)0, (byte)(confusion.ClassCount - 1)))
        {
            throw new InvalidDataSetException($"The images have labels up to {data.ClassCount - 1}, but the classifier knows {confusion.ClassCount} classes.");
        }

        int size = data.Rows * data.Columns;
        float[] images = new float[Math.Min(BatchSize, data.Count) * size];
        float[] scores = new float[Math.Min(BatchSize, data.Count) * confusion.ClassCount];
        double loss = 0;
        for (int start = 0; start < data.Count; start += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BatchSize, data.Count - start);
            ToFloats(data.Pixels.Slice(start * size, count * size), images);
            classify(images.AsSpan(0, count * size), scores.AsSpan(0, count * confusion.ClassCount));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = scores.AsSpan(i * confusion.ClassCount, confusion.ClassCount);
                int truth = data.Labels[start + i];
                confusion.Add(truth, ClassScores.IndexOfLargest(row));
                loss -= Math.Log(Math.Max(row[truth], float.Epsilon));
            }
        }

        return new ClassificationReport(confusion, Math.Max(0, loss / data.Count));
    }

    /// <summary>Loss and accuracy, a line for every class, and the confusion matrix.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"loss      {Loss:0.0000}");
        text.AppendLine(CultureInfo.InvariantCulture, $"accuracy  {Accuracy * 100:0.00}% ({Confusion.Correct} of {Confusion.Total})");
        text.AppendLine();
        int width = Math.Max("class".Length, Classes.Max(item => item.Label.Length));
        text.AppendLine(CultureInfo.InvariantCulture, $"{"class".PadRight(width)}  images   right  accuracy  precision      F1");
        foreach (ClassResult item in Classes)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{item.Label.PadRight(width)}  {item.Count,6}  {item.Correct,6}  {item.Accuracy * 100,7:0.00}%   {item.Precision * 100,7:0.00}%  {item.F1 * 100,5:0.00}%");
        }

        text.AppendLine();
        text.Append(Confusion);
        return text.ToString();
    }

    private static void ToFloats(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            values[i] = pixels[i] * (1f / 255f);
        }
    }
}
