namespace MlNetInvoice.Reading;

/// <summary>The best pair of letters that one strip shows in front of a number.</summary>
/// <param name="Score">How plainly both show, 0 perfect; negative infinity if there is none.</param>
/// <param name="Presence">Score of their being two letters and nothing else, whichever they are.</param>
/// <param name="IsWord">Whether a third letter stands in front.</param>
/// <param name="FigureLead">By how much a figure is likelier at the place of either than a letter.</param>
internal readonly record struct PairSighting(float Score, float Presence, bool IsWord, float FigureLead)
{
    // Pitches of the digits within which two strips show one place.
    private const float Near = 0.35f;

    /// <summary>No pair at all.</summary>
    public static PairSighting None => new(float.NegativeInfinity, float.NegativeInfinity, false, 0);

    /// <summary>Windows of the two letters.</summary>
    public (int First, int Second) Pair { get; init; }

    /// <summary>Window of the first digit.</summary>
    public float Digit { get; init; }

    /// <summary>Windows from one digit to the next.</summary>
    public float Pitch { get; init; }

    /// <summary>The score of a pair that is no end of a word.</summary>
    public float AsPair => Score - (IsWord ? LetterPairSearch.WordPenalty : 0);

    /// <summary>Whether two strips show their pairs in one place, as far from the first digit.</summary>
    public bool IsNear(in PairSighting other) => Math.Abs(Before(Pair.First) - other.Before(other.Pair.First)) < Near && Math.Abs(Before(Pair.Second) - other.Before(other.Pair.Second)) < Near;

    // In pitches of the digits.
    private float Before(int window) => (Digit - window) / Pitch;
}
