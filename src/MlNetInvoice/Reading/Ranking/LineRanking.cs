using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Orders the lines of a photograph: by how sure they are, by whether two letters stand before them, and by size, for the number is printed larger than tax numbers and dates.</summary>
internal static class LineRanking
{
    private const float SmallPrint = 0.75f;

    /// <summary>Whether a line is worth looking for letters before it: it reads roughly as digits, none of them hopeless, that do not stand closer than digits can.</summary>
    public static bool MayHaveLetters(LineReading line) => line is { Quality: > -0.9f, WeakestDigit: > 0.15f } && line.RelativePitch > 0.45f;

    /// <summary>Whether a line reads clearly as one row of single digits.</summary>
    public static bool MayBeNumber(LineReading line) => line is { Quality: > -0.55f, Isolation: > -1.5f, Confidence: > 0.2f } && line.RelativePitch > 0.5f;

    /// <summary>The lines, the likeliest to be an invoice's number first, each with how likely that is; without those that lie on a better one or that another one of the same slip outranks.</summary>
    public static List<LineReading> Rank(List<LineReading> lines)
    {
        var kept = new List<LineReading>();
        foreach (LineReading line in lines.OrderByDescending(Weight))
        {
            if (!kept.Exists(other => QuadOverlap.Share(other.Box, line.Box)))
            {
                kept.Add(line);
            }
        }

        foreach (LineReading line in kept)
        {
            line.Belief = NumberBelief.Of(line, kept.Exists(other => IsLetteredNeighbour(other, line) && (!NumberBelief.HasLetters(line) || IsSmallPrint(line, other))));
        }

        List<LineReading> numbers = kept.FindAll(line => !kept.Exists(other => MayBeNumber(other) && Outranks(other, line)));
        numbers = numbers.Count > 0 ? numbers : kept;
        numbers.Sort(static (a, b) => (b.Confidence * b.Belief).CompareTo(a.Confidence * a.Belief));
        return numbers;
    }

    private static bool HasLetters(LineReading line) => line.LettersConfidence > 0.7f && NumberBelief.HasLetters(line);

    private static bool IsLetteredNeighbour(LineReading line, LineReading other) =>
        !ReferenceEquals(line, other) && HasLetters(line) && SlipGeometry.SameSlip(line.Box, other.Box)
        && Math.Abs(SlipGeometry.Below(line.Box, other.Box)) is > 0.7f and < RowSelection.FarReach;

    // Letters in front of smaller print below the number, which does not stand out of its surroundings as another slip's number would, are two ideographs of a caption.
    private static bool IsSmallPrint(LineReading line, LineReading number) => line.Height < SmallPrint * number.Height && line.Prominence < RowSelection.StandsOut && SlipGeometry.Below(number.Box, line.Box) > 0;

    // On one slip the number stands above tax numbers and dates and is not smaller; but below the month, whose digits two letters never precede.
    private static bool Outranks(LineReading line, LineReading other)
    {
        if (ReferenceEquals(line, other) || !SlipGeometry.SameSlip(line.Box, other.Box))
        {
            return false;
        }

        float below = SlipGeometry.Below(line.Box, other.Box);
        float size = line.Height / Math.Max(1f, other.Height);
        if (Math.Abs(below) is < 0.7f or > RowSelection.Reach)
        {
            return false;
        }

        if (HasLetters(line) || HasLetters(other))
        {
            // Rows of a list stand close together, each with letters of its own.
            return HasLetters(line) && !HasLetters(other) && size > 0.75f;
        }

        // What reads as badly as a month does, however large, is none.
        bool isClearer = line.Quality > other.Quality + 0.2f && line.Prominence > 0.35f && size > 0.8f;
        return isClearer || (line.Quality > other.Quality - 0.15f && ((below > 0 && size > 0.8f) || size > 1.15f));
    }

    private static float Weight(LineReading line)
    {
        if (!MayBeNumber(line))
        {
            return line.Quality - 100f;
        }

        float confidence = Math.Clamp(line.Confidence, 0.02f, 0.98f);
        return MathF.Log(confidence / (1 - confidence)) + (4f * line.LettersConfidence) + (6f * line.Prominence) + (4f * line.Quality);
    }
}
