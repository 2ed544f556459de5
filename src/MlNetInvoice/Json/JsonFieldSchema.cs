using System.Text.Json;

namespace MlNetInvoice.Json;

/// <summary>Writes a JSON schema (draft 2020-12) property for every setting that it is shown.</summary>
internal sealed class JsonFieldSchema(Utf8JsonWriter writer) : IJsonFieldVisitor
{
    public int Integer(string name, int minimum, int maximum, int value)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "integer");
        writer.WriteNumber("minimum", minimum);
        writer.WriteNumber("maximum", maximum);
        writer.WriteNumber("default", value);
        writer.WriteEndObject();
        return value;
    }

    public float Single(string name, float minimum, float maximum, float value)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "number");
        if (minimum == float.Epsilon)
        {
            writer.WriteNumber("exclusiveMinimum", 0);
        }
        else
        {
            writer.WriteNumber("minimum", minimum);
        }

        writer.WriteNumber("maximum", maximum);
        writer.WriteNumber("default", value);
        writer.WriteEndObject();
        return value;
    }

    public bool Boolean(string name, bool value)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "boolean");
        writer.WriteBoolean("default", value);
        writer.WriteEndObject();
        return value;
    }

    public TEnum Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray("enum");
        foreach (string choice in Enum.GetNames<TEnum>())
        {
            writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(choice));
        }

        writer.WriteEndArray();
        writer.WriteString("default", JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        writer.WriteEndObject();
        return value;
    }

    public T? Object<T>(string name, T? value, Func<IJsonFieldVisitor, T, T> visit)
        where T : class, new()
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray("type");
        writer.WriteStringValue("object");
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        visit(this, value ?? new T());
        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
        return value;
    }
}
