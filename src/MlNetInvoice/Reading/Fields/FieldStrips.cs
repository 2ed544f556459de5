using MlNetInvoice.Fields;

namespace MlNetInvoice.Reading;

/// <summary>
/// One line of print, read with different strips, each when it is asked for the first time: what the first two do not agree on is not given, unless one of them saw nothing and a third one
/// confirms the other. A third one is asked, too, where two agree and are not sure. Belongs to one call.
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
