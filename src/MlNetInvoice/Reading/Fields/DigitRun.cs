using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Digits of a line that stand close to each other: a date's year, a tax number, a sum.</summary>
internal sealed class DigitRun
{
    private const float SureDigit = 0.985f;
    private const float Apart = 1.15f;

    private readonly List<PrintedDigit> _digits = [];

    /// <summary>The digits.</summary>
    public string Text => string.Concat(_digits.Select(digit => digit.Digit));

    /// <summary>Number of digits.</summary>
    public int Count => _digits.Count;

    /// <summary>Probability that all of them are right.</summary>
    public float Probability => _digits.Aggregate(1f, (all, digit) => all * digit.Probability);

    /// <summary>Column of the first digit's middle.</summary>
    public float First => _digits[0].Column;

    /// <summary>Column of the last digit's middle.</summary>
    public float Last => _digits[^1].Column;

    /// <summary>Where the digits stand.</summary>
    public Quad Box => new(_digits[0].Box.TopLeft, _digits[^1].Box.TopRight, _digits[^1].Box.BottomRight, _digits[0].Box.BottomLeft);

    /// <summary>The run without its first digit if that is likely an ideograph: less sure than digits are, and farther from the next one than they from each other. Else the run itself.</summary>
    public DigitRun WithoutIdeograph()
    {
        if (_digits.Count < 3 || _digits[0].Probability > SureDigit || _digits[1].Column - _digits[0].Column < Apart * (Last - _digits[1].Column) / (_digits.Count - 2))
        {
            return this;
        }

        var rest = new DigitRun();
        rest._digits.AddRange(_digits.Skip(1));
        return rest;
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
