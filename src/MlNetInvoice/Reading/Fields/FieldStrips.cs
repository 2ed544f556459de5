using MlNetInvoice.Fields;

namespace MlNetInvoice.Reading;

/// <summary>
/// One line of print, read with different strips, each when it is asked for the first time. What they show is put together digit by digit, or taken as it is where all say the same. A third
/// one is asked where one of the first two saw nothing and where they are not sure. Belongs to one call.
/// </summary>
/// <param name="read">Reads the line with a strip, from 0; with each further one only about where the first one, which is given then, saw digits.</param>
internal sealed class FieldStrips(Func<int, FieldLine?, FieldLine> read)
{
    /// <summary>Strips of a line.</summary>
    public const int Count = 3;

    /// <summary>Confidence from which two strips are enough.</summary>
    private const float Sure = 0.97f;

    // Fewer likely digits are no field: texts and ornaments are looked at once.
    private const float Likely = 0.7f;
    private const int LeastDigits = 4;

    private readonly FieldLine?[] _lines = new FieldLine?[Count];

    /// <summary>Distance of neighbouring digits in pixels as a line of the same print has it, or 0 if that is not known.</summary>
    public float Pitch { get; init; }

    /// <summary>A strip's digits.</summary>
    public FieldLine this[int strip] => _lines[strip] ??= Read(strip);

    /// <summary>The field that the strips agree on, or null.</summary>
    /// <param name="field">Takes the field off the digits of a line.</param>
    public InvoiceField<T>? Agree<T>(Func<FieldLine, InvoiceField<T>?> field)
    {
        InvoiceField<T>? first = field(this[0]);
        if (first is null && this[0].Digits.Count(digit => digit.Probability > Likely) < LeastDigits)
        {
            return null;
        }

        InvoiceField<T>? second = field(this[1]);
        if (first is null && second is null)
        {
            return null;
        }

        if (first is null || second is null)
        {
            return Join(first ?? second, field(this[2]));
        }

        InvoiceField<T>? both = Join(first, second);
        return both is { Confidence: < Sure } && field(this[2]) is { } third ? Join(both, third) : both;
    }

    /// <summary>The field that the strips' digits mean together, or null.</summary>
    /// <param name="find">Takes the field's digits off a line.</param>
    /// <param name="judge">What they mean, and how sure that is.</param>
    public InvoiceField<T>? Agree<T>(Func<FieldLine, DigitRun?> find, Func<PooledDigits, (T Value, float Confidence)?> judge)
    {
        DigitRun? first = find(this[0]);
        if (first is null && this[0].Digits.Count(digit => digit.Probability > Likely) < LeastDigits)
        {
            return null;
        }

        DigitRun? second = find(this[1]);
        if ((first is null && second is null) || (first is not null && second is not null && first.Count != second.Count))
        {
            return null;
        }

        List<DigitRun> runs = [.. new[] { first, second }.OfType<DigitRun>()];
        InvoiceField<T>? both = runs.Count < 2 ? null : Judge(runs, judge);
        if (both is { Confidence: >= Sure } || find(this[2]) is not { } third || third.Count != runs[0].Count)
        {
            return both;
        }

        runs.Add(third);
        return Judge(runs, judge);
    }

    private static InvoiceField<T>? Judge<T>(List<DigitRun> runs, Func<PooledDigits, (T Value, float Confidence)?> judge)
    {
        var digits = new PooledDigits(runs);
        return judge(digits) is { } meant ? new InvoiceField<T>(meant.Value, FieldSource.Print, meant.Confidence, digits.Box) : null;
    }

    // Strips of one line err together at times: each further one counts half of what it says.
    private static InvoiceField<T>? Join<T>(InvoiceField<T>? first, InvoiceField<T>? second) => first is null || second is null || !EqualityComparer<T>.Default.Equals(first.Value, second.Value)
        ? null
        : first with { Confidence = Math.Max(0, 1 - (2 * (1 - first.Confidence) * (1 - second.Confidence))) };

    private FieldLine Read(int strip)
    {
        FieldLine line = read(strip, strip == 0 ? null : this[0]);
        return Pitch > 0 ? line with { Pitch = Pitch * line.Scale } : line;
    }
}
