using System.Text.Json;

namespace MlNetInvoice.Json;

/// <summary>Writes every setting that it is shown.</summary>
internal sealed partial class JsonFieldWriter(Utf8JsonWriter writer) : IJsonFieldVisitor
{
    public int Integer(string name, int minimum, int maximum, int value)
    {
        writer.WriteNumber(name, value);
        return value;
    }

    public float Single(string name, float minimum, float maximum, float value)
    {
        writer.WriteNumber(name, value);
        return value;
    }

    public bool Boolean(string name, bool value)
    {
        writer.WriteBoolean(name, value);
        return value;
    }

    public TEnum Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
    {
        writer.WriteString(name, JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        return value;
    }

    public T? Object<T>(string name, T? value, Func<IJsonFieldVisitor, T, T> visit)
        where T : class, new()
    {
        if (value is null)
        {
            writer.WriteNull(name);
            return null;
        }

        writer.WriteStartObject(name);
        visit(this, value);
        writer.WriteEndObject();
        return value;
    }
}
