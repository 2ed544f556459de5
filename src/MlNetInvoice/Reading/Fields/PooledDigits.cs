using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>The same digits as several strips of one line show them, put together digit by digit: each strip's doubts are about other digits, as often as not.</summary>
internal sealed class PooledDigits
{
    // How much each strip of a line says of what it would say alone. Of 327 digits of generated certificates (seeds 1710000 and 1720000) of which the strips together think 75 to 94%, one
    // was wrong, a 2 whose foot was worn off; of 81 digits of less than 75% seventeen were.
    private const float Independence = 0.65f;

    private const int Worn = 2;
    private const int Seven = 7;

    // No strip rules out a digit altogether.
    private const float LeastShare = 1e-3f;

    private readonly float[][] _shares;

    /// <summary>Puts runs together.</summary>
    /// <param name="runs">The run of each strip, all of one length; at least one.</param>
    public PooledDigits(IReadOnlyList<DigitRun> runs)
    {
        DigitRun first = runs[0];
        _shares = new float[first.Count][];
        for (int i = 0; i < _shares.Length; i++)
        {
            float[] shares = _shares[i] = new float[10];
            for (int d = 0; d < shares.Length; d++)
            {
                float product = 1;
                foreach (DigitRun run in runs)
                {
                    product *= Math.Max(LeastShare, run.Digits[i].Shares[d]);
                }

                shares[d] = MathF.Pow(product, Independence);
            }

            // What wear took of a 2, all strips lack alike: that one shows a 7 is no reason to believe it more for the others.
            shares[Worn] = Math.Max(shares[Worn], shares[Seven] * MathF.Pow(shares[Worn] / shares[Seven], 1 / (Independence * runs.Count)));
            float sum = shares.Sum();
            for (int d = 0; d < shares.Length; d++)
            {
                shares[d] /= sum;
            }
        }

        float doubt = 1;
        foreach (DigitRun run in runs)
        {
            doubt *= 1 - Math.Min(1, run.Digits[0].Probability / Math.Max(1e-6f, run.Digits[0].Identity));
        }

        FirstIsDigit = 1 - MathF.Pow(doubt, Independence);
        Text = first.Text;
        IsUnanimous = runs.All(run => run.Text == first.Text);
        Box = first.Box;
    }

    /// <summary>The digits as the first strip has them.</summary>
    public string Text { get; }

    /// <summary>Whether all strips show the same digits.</summary>
    public bool IsUnanimous { get; }

    /// <summary>How likely the first of them is a digit and no other character.</summary>
    public float FirstIsDigit { get; }

    /// <summary>Where the digits stand.</summary>
    public Quad Box { get; }

    /// <summary>Number of digits.</summary>
    public int Count => _shares.Length;

    /// <summary>How likely the digits are those of a text of the same length.</summary>
    /// <param name="text">The text.</param>
    public float Likelihood(ReadOnlySpan<char> text)
    {
        float product = 1;
        for (int i = 0; i < _shares.Length; i++)
        {
            product *= _shares[i][text[i] - '0'];
        }

        return product;
    }

    /// <summary>All that the digits may be, with how likely each is.</summary>
    /// <param name="least">What is less likely is left out.</param>
    public IEnumerable<(string Text, float Likelihood)> Candidates(float least) => Candidates("", 1, least);

    private IEnumerable<(string Text, float Likelihood)> Candidates(string begin, float likelihood, float least)
    {
        if (begin.Length == Count)
        {
            return [(begin, likelihood)];
        }

        float[] shares = _shares[begin.Length];
        return Enumerable.Range(0, 10).Where(digit => shares[digit] * likelihood >= least).SelectMany(digit => Candidates(begin + (char)('0' + digit), shares[digit] * likelihood, least));
    }
}
