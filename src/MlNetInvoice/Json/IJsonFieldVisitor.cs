namespace MlNetInvoice.Json;

/// <summary>
/// Walks over the settings of an object by name, type and range. One list of settings thus serves reading (<see cref="JsonFields"/>), writing
/// (<see cref="JsonFieldWriter"/>), the JSON schema (<see cref="JsonFieldSchema"/>) and the check of what was set in code (<see cref="OptionFaults"/>), and the four
/// cannot drift apart.
/// </summary>
internal interface IJsonFieldVisitor
{
    /// <summary>A whole number; gives the value that is to be taken.</summary>
    int Integer(string name, int minimum, int maximum, int value);

    /// <summary>A number; a minimum of <see cref="float.Epsilon"/> stands for "above 0".</summary>
    float Single(string name, float minimum, float maximum, float value);

    /// <summary>True or false.</summary>
    bool Boolean(string name, bool value);

    /// <summary>One of some words, written in camel case.</summary>
    TEnum Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum;

    /// <summary>An object that may be null; <paramref name="visit"/> walks over its settings.</summary>
    T? Object<T>(string name, T? value, Func<IJsonFieldVisitor, T, T> visit)
        where T : class, new();
}
