using MlNetInvoice.Fields;

namespace MlNetInvoice.Reading;

/// <summary>
/// One line of print, read with different strips, each when it is asked for the first time: what the first two do not agree on is not given, unless one of them saw nothing and a third one
/// confirms the other. Belongs to one call.
/// </summary>
/// <param name="read">Reads the line with a strip, from 0.</param>
internal sealed class FieldStrips(Func<int, FieldLine> read)
{
    /// <summary>Strips of a line.</summary>
    public const int Count = 3;

    private readonly FieldLine?[] _lines = new FieldLine?[Count];

    /// <summary>Distance of neighbouring digits in pixels as a line of the same print has it, or 0 if that is not known.</summary>
    public float Pitch { get; init; }

    /// <summary>A strip's digits.</summary>
    public FieldLine this[int strip] => _lines[strip] ??= Read(strip);

    /// <summary>The field that the strips agree on, or null.</summary>
    /// <param name="field">Takes the field off the digits of a line.</param>
    public InvoiceField<T>? Agree<T>(Func<FieldLine, InvoiceField<T>?> field)
    {
        InvoiceField<T>? first = field(this[0]), second = field(this[1]);
        if (first is null && second is null)
        {
            return null;
        }

        if (first is null || second is null)
        {
            (first, second) = (first ?? second, field(this[2]));
        }

        return second is null || !EqualityComparer<T>.Default.Equals(first!.Value, second.Value)
            ? null
            : first with { Confidence = Math.Max(0, 1 - (2 * (1 - first.Confidence) * (1 - second.Confidence))) };
    }

    private FieldLine Read(int strip)
    {
        FieldLine line = read(strip);
        return Pitch > 0 ? line with { Pitch = Pitch * line.Scale } : line;
    }
}
