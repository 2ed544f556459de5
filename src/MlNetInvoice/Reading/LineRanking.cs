using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Orders the lines of a photograph: by how sure they are, by whether two letters stand before them, and by size, for the number is printed larger than tax numbers and dates.</summary>
internal static class LineRanking
{
    /// <summary>Whether a line is worth looking for letters before it: it reads as a row of single digits that does not go on, and what stands beyond may be letters.</summary>
    public static bool MayHaveLetters(LineReading line) => line is { Quality: > -0.55f, NearIsolation: > -1.5f, WeakestDigit: > 0.3f } && line.RelativePitch > 0.5f;

    /// <summary>Whether a line reads clearly as one row of single digits.</summary>
    public static bool MayBeNumber(LineReading line) => line is { Quality: > -0.55f, Isolation: > -1.5f, Confidence: > 0.2f } && line.RelativePitch > 0.5f;

    /// <summary>The lines, the likeliest to be the invoice number first, without those that lie on a better one or that another one of the same slip outranks.</summary>
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

        List<LineReading> numbers = kept.FindAll(line => !kept.Exists(other => MayBeNumber(other) && Outranks(other, line)));
        foreach (LineReading line in numbers)
        {
            line.Belief = Believe(line);
        }

        return numbers.Count > 0 ? numbers : kept;
    }

    // How likely a line is the invoice number at all, and not a tax number, a date or a transaction number of as many digits: the number is larger than
    // other print of its slip, and two letters stand before it. Where they are not read, it must be set as wide as numbering machines do and
    // stand upright: rows of other digits read as numbers of a kind upside down.
    private static float Believe(LineReading line)
    {
        if (!MayBeNumber(line))
        {
            return 0;
        }

        bool isAmbiguous = IsTurnable(line.Digits) || IsPattern(line.Digits);
        float letters = line.LettersConfidence > (isAmbiguous && line.IsReversed ? 0.95f : 0.9f) ? 2f
            : isAmbiguous ? 0f
            : HasLetters(line) ? 1.2f
            : line.LettersConfidence > 0.5f ? 0.7f : 0f;
        bool isStamped = line is { RelativePitch: > 0.6f and < 1.15f, Isolation: > -0.6f, Confidence: > 0.95f, IsReversed: false } && !isAmbiguous;
        float evidence = (4f * (line.Prominence - 0.45f)) + Math.Max(letters > 0 ? letters : -1.5f, isStamped ? 0.8f : -1.5f);
        return 1f / (1f + MathF.Exp(-4f * evidence));
    }

    // The ornaments under the number and woven cloth read as one digit again and again.
    private static bool IsPattern(string digits)
    {
        int most = 0;
        for (char digit = '0'; digit <= '9'; digit++)
        {
            most = Math.Max(most, digits.AsSpan().Count(digit));
        }

        return most >= digits.Length - 1;
    }

    // Digits that are digits upside down, too: 6 and 9, and those that stay what they are. Where there is no other, letters must show which way is up.
    private static bool IsTurnable(string digits) => !digits.AsSpan().ContainsAny('3', '4', '7');

    private static bool HasLetters(LineReading line) => line.LettersConfidence > 0.7f;

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

        bool isLettered = HasLetters(line) && line.Prominence > 0.35f;
        bool isOtherLettered = HasLetters(other) && other.Prominence > 0.35f;
        if (isLettered != isOtherLettered)
        {
            return isLettered && size > 0.75f;
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
