using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>The best way to read a strip as a number, and how sure it is.</summary>
internal sealed class NumberPath
{
    /// <summary>Most digits that a path holds.</summary>
    public const int MaxDigits = 24;

    /// <summary>Window of each digit, in the order of reading.</summary>
    public int[] Positions { get; } = new int[MaxDigits];

    /// <summary>Ten logarithms of probability for each digit.</summary>
    public float[] DigitScores { get; } = new float[MaxDigits * 10];

    /// <summary>Number of digits; 0 where no path exists.</summary>
    public int Count { get; set; }

    /// <summary>Logarithm of how well the path explains the strip: 0 perfectly, more negative the worse.</summary>
    public float Score { get; set; }

    /// <summary>How much better this path is than the best one that reads another number.</summary>
    public float Margin { get; set; }

    /// <summary>Distance between digits, in windows.</summary>
    public float Pitch { get; set; }

    /// <summary>Root mean square deviation of the distances from the pitch, as a share of it.</summary>
    public float PitchDeviation { get; set; }

    /// <summary>Logarithm of the probability that no further digit stands beside the path: the worst window within two pitches.</summary>
    public float Isolation { get; set; }

    /// <summary>The same to the right alone: what stands to the left is known to be letters.</summary>
    public float IsolationAfter { get; set; }

    /// <summary>Mean logarithm of probability of the digits along the path.</summary>
    public float MeanDigit { get; set; }

    /// <summary>The least sure digit's logarithm of probability.</summary>
    public float WorstDigit { get; set; }

    /// <summary>Mean logarithm of the probability that the gaps hold no character.</summary>
    public float MeanGap { get; set; }

    /// <summary>The digits.</summary>
    public override string ToString() => string.Create(Count, this, static (digits, path) =>
    {
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (char)('0' + ClassScores.IndexOfLargest(path.ScoresOf(i)));
        }
    });

    public ReadOnlySpan<float> ScoresOf(int digit) => DigitScores.AsSpan(digit * 10, 10);

    public void CopyFrom(NumberPath other)
    {
        other.Positions.CopyTo(Positions, 0);
        other.DigitScores.CopyTo(DigitScores, 0);
        (Count, Score, Margin, Pitch) = (other.Count, other.Score, other.Margin, other.Pitch);
        (PitchDeviation, Isolation, IsolationAfter) = (other.PitchDeviation, other.Isolation, other.IsolationAfter);
        (MeanDigit, WorstDigit, MeanGap) = (other.MeanDigit, other.WorstDigit, other.MeanGap);
    }
}
