namespace MlNetInvoice.Fields;

/// <summary>Two sources that contradict each other about a field, both being sure.</summary>
/// <param name="Field">The field's name as in JSON: <c>number</c>, <c>period</c>, <c>date</c>, <c>randomCode</c>, <c>total</c>, <c>seller</c> or <c>buyer</c>.</param>
/// <param name="First">What the first source says.</param>
/// <param name="FirstSource">The first source.</param>
/// <param name="Second">What the other one says.</param>
/// <param name="SecondSource">The other source.</param>
public sealed record FieldConflict(string Field, string First, FieldSource FirstSource, string Second, FieldSource SecondSource)
{
    /// <summary>The contradiction as a sentence.</summary>
    public override string ToString() => $"The {Name(FirstSource)} and the {Name(SecondSource)} contradict each other about {Field}: {First} and {Second}.";

    private static string Name(FieldSource source) => source switch
    {
        FieldSource.Print => "print",
        FieldSource.Qr => "QR code",
        _ => "bar code",
    };
}
