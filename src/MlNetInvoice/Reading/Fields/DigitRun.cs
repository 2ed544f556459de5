using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Digits of a line that stand close to each other: a date's year, a tax number, a sum.</summary>
internal sealed class DigitRun
{
    private const float SureDigit = 0.985f;
    private const float Ideograph = 0.75f;
    private const float Apart = 1.15f;

    private readonly List<PrintedDigit> _digits = [];

    /// <summary>The digits.</summary>
    public string Text => string.Concat(_digits.Select(digit => digit.Digit));

    /// <summary>The digits one by one.</summary>
    public IReadOnlyList<PrintedDigit> Digits => _digits;

    /// <summary>Number of digits.</summary>
    public int Count => _digits.Count;

    /// <summary>Probability that all of them are the digits that they seem and nothing else.</summary>
    public float Probability => _digits.Aggregate(1f, (all, digit) => all * digit.Probability);

    /// <summary>The same if their number and places leave no doubt that digits stand there.</summary>
    public float Identity => _digits.Aggregate(1f, (all, digit) => all * digit.Identity);

    /// <summary>The same if only the first may be something else.</summary>
    public float FromFirst => _digits[0].Probability * Identity / Math.Max(1e-6f, _digits[0].Identity);

    /// <summary>Column of the first digit's middle.</summary>
    public float First => _digits[0].Column;

    /// <summary>Column of the last digit's middle.</summary>
    public float Last => _digits[^1].Column;

    /// <summary>Where the digits stand.</summary>
    public Quad Box => new(_digits[0].Box.TopLeft, _digits[^1].Box.TopRight, _digits[^1].Box.BottomRight, _digits[0].Box.BottomLeft);

    /// <summary>
    /// The runs of some length: no digit follows as close, and what stands close before is likely an ideograph, less sure than digits are and farther from the first than they from each other.
    /// </summary>
    /// <param name="digits">The digits of a line from left to right.</param>
    /// <param name="count">How many digits.</param>
    /// <param name="most">How far apart they stand at most, in columns.</param>
    public static IEnumerable<DigitRun> OfLength(IReadOnlyList<PrintedDigit> digits, int count, float most)
    {
        for (int i = 0, run = 0; i < digits.Count; i++)
        {
            run = i > 0 && digits[i].Column - digits[i - 1].Column <= most ? run + 1 : 1;
            if (run < count || (i + 1 < digits.Count && digits[i + 1].Column - digits[i].Column <= most))
            {
                continue;
            }

            var found = new DigitRun();
            found._digits.AddRange(digits.Skip(i + 1 - count).Take(count));
            if (run == count || found.StandsApartFrom(digits[i - count]))
            {
                yield return found;
            }
        }
    }

    private bool StandsApartFrom(PrintedDigit before) =>
        before.Probability < Ideograph || (before.Probability < SureDigit && First - before.Column > Apart * (Last - First) / (Count - 1));

    /// <summary>The digits of several runs as one.</summary>
    /// <param name="runs">The runs from left to right.</param>
    public static DigitRun Of(params ReadOnlySpan<DigitRun> runs)
    {
        var all = new DigitRun();
        foreach (DigitRun run in runs)
        {
            all._digits.AddRange(run._digits);
        }

        return all;
    }

    /// <summary>Puts the digits of a line together that stand no farther apart than a distance.</summary>
    /// <param name="digits">The digits from left to right.</param>
    /// <param name="most">The distance, in columns.</param>
    public static List<DigitRun> Split(IReadOnlyList<PrintedDigit> digits, float most)
    {
        var runs = new List<DigitRun>();
        for (int i = 0; i < digits.Count; i++)
        {
            if (i == 0 || digits[i].Column - digits[i - 1].Column > most)
            {
                runs.Add(new DigitRun());
            }

            runs[^1]._digits.Add(digits[i]);
        }

        return runs;
    }
}
