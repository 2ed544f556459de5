using MlNetInvoice.Data;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>A picture that was taken for another class.</summary>
/// <param name="Index">Which picture of the data set.</param>
/// <param name="Truth">Its class.</param>
/// <param name="First">The first guess, which is wrong.</param>
/// <param name="FirstScore">The first guess's score, 0 to 1.</param>
/// <param name="Second">The second guess.</param>
/// <param name="SecondScore">The second guess's score, 0 to 1.</param>
public sealed record Misclassification(int Index, int Truth, int First, float FirstScore, int Second, float SecondScore)
{
    /// <summary>All pictures whose highest score is not their own class's, the surest mistakes first.</summary>
    /// <param name="images">The pictures with their classes.</param>
    /// <param name="scores">A row of scores a picture: count × classes values.</param>
    /// <exception cref="ArgumentException">The scores are no whole number (2 or more) a picture.</exception>
    public static IReadOnlyList<Misclassification> Find(LabeledImages images, ReadOnlySpan<float> scores)
    {
        ArgumentNullException.ThrowIfNull(images);
        int classes = images.Count == 0 ? 2 : scores.Length / images.Count;
        if (classes < 2 || scores.Length != classes * images.Count)
        {
            throw new ArgumentException($"{images.Count} pictures want 2 or more scores each, but there are {scores.Length} in all.", nameof(scores));
        }

        var found = new List<Misclassification>();
        for (int index = 0; index < images.Count; index++)
        {
            ReadOnlySpan<float> row = scores.Slice(index * classes, classes);
            int first = 0, second = -1;
            for (int label = 1; label < classes; label++)
            {
                if (row[label] > row[first])
                {
                    (first, second) = (label, first);
                }
                else if (second < 0 || row[label] > row[second])
                {
                    second = label;
                }
            }

            if (first != images.Labels[index])
            {
                found.Add(new Misclassification(index, images.Labels[index], first, row[first], second, row[second]));
            }
        }

        return [.. found.OrderByDescending(mistake => mistake.FirstScore).ThenBy(mistake => mistake.Index)];
    }
}
