using System.Globalization;
using System.Text.Json;

namespace MlNetInvoice.Json;

/// <summary>
/// Reads a JSON object field by field, each with its type and range, and gathers every fault with the place it is at (<c>classes[3]</c>), so that a person sees all of
/// them at once. Fields that nobody asked for are faults too. Nothing is created from what the JSON names.
/// </summary>
internal sealed partial class JsonFields : IJsonFieldVisitor
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly List<string> _faults;
    private readonly HashSet<string> _known = [];

    public JsonFields(JsonElement element, string path, List<string> faults)
    {
        _element = element;
        _path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            AddFault(path.Length == 0 ? "the root" : path, element, "an object");
        }
    }

    /// <summary>A whole number, or the default where the field is missing (a fault where there is no default).</summary>
    public long GetInteger(string name, long minimum, long maximum, long? byDefault = null)
    {
        long value = byDefault ?? minimum;
        if (Find(name, byDefault is not null) is JsonElement found
            && !(found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out value) && value >= minimum && value <= maximum))
        {
            AddFault(PathOf(name), found, string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"));
            return byDefault ?? minimum;
        }

        return value;
    }

    /// <summary>A number that may be null; null where the field is missing.</summary>
    public double? GetNumberOrNull(string name, double minimum, double maximum) =>
        Find(name, optional: true) is null or { ValueKind: JsonValueKind.Null } ? null : GetNumber(name, minimum, maximum);

    /// <summary>A number; a fault where the field is missing.</summary>
    public double GetNumber(string name, double minimum, double maximum)
    {
        double value = minimum;
        if (Find(name, optional: false) is JsonElement found
            && !(found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out value) && value >= minimum && value <= maximum))
        {
            AddFault(PathOf(name), found, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));
        }

        return value;
    }

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters, or the default where the field is missing (a fault where there is no default).</summary>
    public string GetText(string name, int maxLength, string? byDefault = null) =>
        Find(name, byDefault is not null) is JsonElement value ? CheckText(value, PathOf(name), maxLength) ?? "" : byDefault ?? "";

    /// <inheritdoc/>
    public int Integer(string name, int minimum, int maximum, int value) => (int)GetInteger(name, minimum, maximum, value);

    /// <inheritdoc/>
    public float Single(string name, float minimum, float maximum, float value)
    {
        if (Find(name, optional: true) is not JsonElement found)
        {
            return value;
        }

        if (found.ValueKind == JsonValueKind.Number && found.TryGetSingle(out float number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        string least = minimum == float.Epsilon ? "above 0" : string.Create(CultureInfo.InvariantCulture, $"from {minimum}");
        AddFault(PathOf(name), found, string.Create(CultureInfo.InvariantCulture, $"a number {least} to {maximum}"));
        return value;
    }

    /// <inheritdoc/>
    public bool Boolean(string name, bool value)
    {
        if (Find(name, optional: true) is JsonElement found)
        {
            if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return found.GetBoolean();
            }

            AddFault(PathOf(name), found, "true or false");
        }

        return value;
    }

    /// <inheritdoc/>
    public TEnum Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
    {
        if (Find(name, optional: true) is not JsonElement found)
        {
            return value;
        }

        foreach (TEnum choice in Enum.GetValues<TEnum>())
        {
            if (found.ValueKind == JsonValueKind.String && found.ValueEquals(JsonNamingPolicy.CamelCase.ConvertName(choice.ToString())))
            {
                return choice;
            }
        }

        AddFault(PathOf(name), found, $"one of {string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName))}");
        return value;
    }

    /// <inheritdoc/>
    public T? Object<T>(string name, T? value, Func<IJsonFieldVisitor, T, T> visit)
        where T : class, new()
    {
        if (Find(name, optional: true) is not JsonElement found)
        {
            return value;
        }

        if (found.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var fields = new JsonFields(found, PathOf(name), _faults);
        T result = visit(fields, value ?? new T());
        fields.RejectOthers();
        return result;
    }

    /// <summary>An object; null where it is missing (a fault where it must be there) or null.</summary>
    public JsonFields? GetObject(string name, bool optional = false) =>
        Find(name, optional) is JsonElement { ValueKind: not JsonValueKind.Null } value ? new JsonFields(value, PathOf(name), _faults) : null;

    /// <summary>Any value as it stands; null where it is missing (a fault where it must be there).</summary>
    public JsonElement? GetElement(string name, bool optional = false) => Find(name, optional);

    /// <summary>An array of numbers; null where it is missing (a fault where it must be there).</summary>
    public float[]? GetSingles(string name, int minLength, int maxLength, float minimum, float maximum, bool optional = false)
    {
        if (Find(name, optional) is null)
        {
            return null;
        }

        var numbers = new List<float>();
        foreach ((JsonElement element, string path) in GetArray(name, maxLength, optional))
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetSingle(out float number) || !(number >= minimum && number <= maximum))
            {
                AddFault(path, element, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));
                continue;
            }

            numbers.Add(number);
        }

        if (numbers.Count < minLength)
        {
            AddFault($"{name} has {numbers.Count} numbers where at least {minLength} are expected");
        }

        return [.. numbers];
    }

    /// <summary>The elements of an array with the place of each; empty where it is missing (a fault where it must be there).</summary>
    public IEnumerable<JsonItem> GetArray(string name, int maxLength, bool optional = false)
    {
        if (Find(name, optional) is not JsonElement value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > maxLength)
        {
            AddFault(PathOf(name), value, string.Create(CultureInfo.InvariantCulture, $"an array of at most {maxLength} elements"));
            return [];
        }

        // A list of objects, not of pairs: the program that reads one picture has no code of its own for generics of pairs, and would have to make it.
        var items = new List<JsonItem>(value.GetArrayLength());
        foreach (JsonElement element in value.EnumerateArray())
        {
            items.Add(new JsonItem(element, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{items.Count}]")));
        }

        return items;
    }

    /// <summary>The objects of an array; empty where it is missing (a fault where it must be there).</summary>
    public IEnumerable<JsonFields> GetObjects(string name, int maxLength, bool optional = false) =>
        GetArray(name, maxLength, optional).Select(item => new JsonFields(item.Element, item.Path, _faults));

    /// <summary>The texts of an array, each of 1 to <paramref name="maxTextLength"/> characters.</summary>
    public IReadOnlyList<string> GetTexts(string name, int maxLength, int maxTextLength) =>
        [.. GetArray(name, maxLength).Select(item => CheckText(item.Element, item.Path, maxTextLength) ?? "")];

    /// <summary>Adds a fault of this object.</summary>
    public void AddFault(string fault) => _faults.Add(_path.Length == 0 ? fault : $"{_path} {fault}");

    /// <summary>Adds a fault for every field that was not asked for.</summary>
    public void RejectOthers()
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in _element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                string name = property.Name.Length > 60 ? property.Name[..60] + "…" : property.Name;
                _faults.Add($"{PathOf(name)} is not known here (known are {string.Join(", ", _known)})");
            }
        }
    }

    private JsonElement? Find(string name, bool optional)
    {
        _known.Add(name);
        if (_element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (_element.TryGetProperty(name, out JsonElement value))
        {
            return value;
        }

        if (!optional)
        {
            _faults.Add($"{PathOf(name)} is missing");
        }

        return null;
    }

    private string? CheckText(JsonElement value, string path, int maxLength)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is string text && text.Length >= 1 && text.Length <= maxLength)
        {
            return text;
        }

        AddFault(path, value, string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {maxLength} characters"));
        return null;
    }

    private void AddFault(string path, JsonElement value, string expected)
    {
        string found = value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"an array of {value.GetArrayLength()}"),
            _ => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText(),
        };
        _faults.Add($"{path} is {found} where {expected} is expected");
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
