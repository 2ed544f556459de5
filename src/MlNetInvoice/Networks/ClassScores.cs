namespace MlNetInvoice.Networks;

/// <summary>What a row of scores, one per class, says.</summary>
internal static class ClassScores
{
    /// <summary>Index of the largest score; of equal ones the first.</summary>
    public static int IndexOfLargest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
