namespace MlNetInvoice.Json;

/// <summary>Finds every setting of an object made in code that is out of its range, named as its property is.</summary>
internal sealed class OptionFaults(List<string> faults, string path = "") : IJsonFieldVisitor
{
    public int Integer(string name, int minimum, int maximum, int value)
    {
        if (value < minimum || value > maximum)
        {
            faults.Add(FormattableString.Invariant($"{PropertyOf(name)} is {value}, but must be {minimum} to {maximum}"));
        }

        return value;
    }

    public float Single(string name, float minimum, float maximum, float value)
    {
        if (!(value >= minimum && value <= maximum))
        {
            string least = minimum == float.Epsilon ? "above 0" : FormattableString.Invariant($"{minimum}");
            faults.Add(FormattableString.Invariant($"{PropertyOf(name)} is {value}, but must be {least} to {maximum}"));
        }

        return value;
    }

    public bool Boolean(string name, bool value) => value;

    public TEnum Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            faults.Add($"{PropertyOf(name)} is {value}, but must be {string.Join(", ", Enum.GetNames<TEnum>())}");
        }

        return value;
    }

    public T? Object<T>(string name, T? value, Func<IJsonFieldVisitor, T, T> visit)
        where T : class, new() =>
        value is null ? null : visit(new OptionFaults(faults, PropertyOf(name) + "."), value);

    private string PropertyOf(string name) => $"{path}{char.ToUpperInvariant(name[0])}{name[1..]}";
}
