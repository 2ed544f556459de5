using System.Text.Json;

namespace MlNetInvoice.Json;

/// <content>Writing what a document's description shows.</content>
internal sealed partial class JsonFieldWriter : IJsonDocumentVisitor
{
    /// <inheritdoc/>
    public int Count(string name, int minimum, int maximum, int value) => Integer(name, minimum, maximum, value);

    /// <inheritdoc/>
    public double Number(string name, double minimum, double maximum, double value)
    {
        writer.WriteNumber(name, value);
        return value;
    }

    /// <inheritdoc/>
    public double? NumberOrNull(string name, double minimum, double maximum, double? value) => value is double number ? Number(name, minimum, maximum, number) : null;

    /// <inheritdoc/>
    public string Text(string name, int maxLength, string value)
    {
        writer.WriteString(name, value);
        return value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Texts(string name, int maxLength, int maxTextLength, IReadOnlyList<string> value)
    {
        writer.WriteStartArray(name);
        foreach (string text in value)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        return value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Sizes(string name, int maxLength, IReadOnlyList<int> value)
    {
        writer.WritePropertyName(name);
        WriteIntegers(value.Select(size => (long)size));
        return value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<float>? Singles(string name, int minLength, int maxLength, float minimum, float maximum, IReadOnlyList<float>? value)
    {
        if (value is not null)
        {
            writer.WriteStartArray(name);
            foreach (float number in value)
            {
                writer.WriteNumberValue(number);
            }

            writer.WriteEndArray();
        }

        return value;
    }

    /// <inheritdoc/>
    public long[][]? Square(string name, int size, long[][]? value)
    {
        writer.WriteStartArray(name);
        foreach (long[] row in value ?? [])
        {
            WriteIntegers(row);
        }

        writer.WriteEndArray();
        return value;
    }

    /// <inheritdoc/>
    public string? Json(string name, string? value)
    {
        writer.WritePropertyName(name);
        using var document = JsonDocument.Parse(value ?? "null");
        document.RootElement.WriteTo(writer);
        return value;
    }

    /// <inheritdoc/>
    public T? Part<T>(string name, bool optional, T? value, Func<IJsonDocumentVisitor, T?, T?> visit)
        where T : class
    {
        if (value is not null)
        {
            writer.WriteStartObject(name);
            visit(this, value);
            writer.WriteEndObject();
        }

        return value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<T> Parts<T>(string name, int maxLength, bool optional, IReadOnlyList<T> value, Func<IJsonDocumentVisitor, T?, T> visit)
        where T : class
    {
        writer.WriteStartArray(name);
        foreach (T part in value)
        {
            writer.WriteStartObject();
            visit(this, part);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        return value;
    }

    /// <inheritdoc/>
    public void AddFault(string fault) => throw new InvalidOperationException($"What is to be written is at fault: {fault}.");

    private void WriteIntegers(IEnumerable<long> values)
    {
        writer.WriteStartArray();
        foreach (long value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}
