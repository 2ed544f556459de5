using System.Globalization;
using System.Text;

namespace MlNetInvoice.Evaluation;

/// <summary>How often each class was taken for each: rows are the true classes, columns what the classifier said. Not thread-safe while it is filled.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly string[] _labels;

    /// <summary>Makes an empty matrix.</summary>
    /// <param name="labels">What each class is called, in the order of the scores; 1 to 256.</param>
    public ConfusionMatrix(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels.Count, 1, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels.Count, 256, nameof(labels));
        _labels = [.. labels];
        _counts = new long[_labels.Length * _labels.Length];
    }

    /// <summary>Makes an empty matrix whose classes are called 0, 1, 2, …</summary>
    /// <param name="classCount">Number of classes, 1 to 256.</param>
    public ConfusionMatrix(int classCount)
        : this(DefaultLabels(classCount))
    {
    }

    /// <summary>What each class is called.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Number of classes.</summary>
    public int ClassCount => _labels.Length;

    /// <summary>Number of samples.</summary>
    public long Total => _counts.Sum();

    /// <summary>Number of samples on the diagonal: those taken for what they are.</summary>
    public long Correct => Enumerable.Range(0, ClassCount).Sum(i => this[i, i]);

    /// <summary>Share of samples taken for what they are, 0 to 1; 0 where there are none.</summary>
    public double Accuracy => Total == 0 ? 0 : (double)Correct / Total;

    /// <summary>How often <paramref name="truth"/> was taken for <paramref name="predicted"/>.</summary>
    /// <param name="truth">The true class, from 0.</param>
    /// <param name="predicted">What was said, from 0.</param>
    public long this[int truth, int predicted] => _counts[Index(truth, predicted)];

    /// <summary>Counts samples.</summary>
    /// <param name="truth">The true class, from 0.</param>
    /// <param name="predicted">What was said, from 0.</param>
    /// <param name="count">How many, 0 or more.</param>
    public void Add(int truth, int predicted, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _counts[Index(truth, predicted)] += count;
    }

    /// <summary>A matrix of counts that are known.</summary>
    internal static ConfusionMatrix FromRows(IReadOnlyList<string> labels, long[][] rows)
    {
        var matrix = new ConfusionMatrix(labels);
        for (int truth = 0; truth < rows.Length; truth++)
        {
            rows[truth].CopyTo(matrix._counts, truth * rows.Length);
        }

        return matrix;
    }

    /// <summary>The counts, a row per true class.</summary>
    internal long[][] ToRows() => [.. _counts.Chunk(ClassCount)];

    /// <summary>Number of samples that are of a class.</summary>
    /// <param name="truth">The class, from 0.</param>
    public long CountOf(int truth) => Enumerable.Range(0, ClassCount).Sum(predicted => this[truth, predicted]);

    /// <summary>Number of samples that were taken for a class.</summary>
    /// <param name="predicted">The class, from 0.</param>
    public long CountTakenFor(int predicted) => Enumerable.Range(0, ClassCount).Sum(truth => this[truth, predicted]);

    /// <summary>The matrix as an aligned table; zeros off the diagonal are dots, so that the confusions stand out.</summary>
    public override string ToString()
    {
        int width = Math.Max(_labels.Max(label => label.Length), _counts.Max().ToString(CultureInfo.InvariantCulture).Length) + 1;
        int head = Math.Max(_labels.Max(label => label.Length), "is".Length);
        var text = new StringBuilder();
        text.Append("is".PadLeft(head)).Append(" \\ taken for").AppendLine();
        text.Append(' ', head);
        foreach (string label in _labels)
        {
            text.Append(label.PadLeft(width));
        }

        text.AppendLine();
        for (int truth = 0; truth < ClassCount; truth++)
        {
            text.Append(_labels[truth].PadLeft(head));
            for (int predicted = 0; predicted < ClassCount; predicted++)
            {
                long count = this[truth, predicted];
                text.Append((count == 0 && truth != predicted ? "." : count.ToString(CultureInfo.InvariantCulture)).PadLeft(width));
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string[] DefaultLabels(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        return [.. Enumerable.Range(0, classCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    private int Index(int truth, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)ClassCount, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)ClassCount, nameof(predicted));
        return (truth * ClassCount) + predicted;
    }
}
