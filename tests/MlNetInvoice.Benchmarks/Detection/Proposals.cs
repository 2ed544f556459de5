using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>What components and detector propose in one picture.</summary>
/// <param name="Components">The rows of <see cref="NumberLineFinder"/>.</param>
/// <param name="Beliefs">How much each of them looks like a number to the detector, 0 to 1.</param>
/// <param name="Detected">The detector's own places.</param>
internal sealed record Proposals(IReadOnlyList<NumberLineCandidate> Components, float[] Beliefs, IReadOnlyList<NumberLineCandidate> Detected)
{
    /// <summary>The components in the order of their score times the detector's belief.</summary>
    public NumberLineCandidate[] Ranked =>
        [.. Components.Zip(Beliefs).OrderByDescending(row => row.First.Score * (0.05f + row.Second)).Select(row => row.First)];

    /// <summary>Components, the detector's first three places among the first of them.</summary>
    public NumberLineCandidate[] Both
    {
        get
        {
            List<NumberLineCandidate> all = [.. Components];
            for (int i = 0; i < Math.Min(3, Detected.Count); i++)
            {
                all.Insert(Math.Min(all.Count, (2 * i) + 1), Detected[i]);
            }

            return [.. all];
        }
    }
}
