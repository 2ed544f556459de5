using System.Globalization;
using System.Text.Json;

namespace MlNetInvoice.Json;

/// <content>Reading what a document's description shows.</content>
internal sealed partial class JsonFields : IJsonDocumentVisitor
{
    /// <inheritdoc/>
    public int Count(string name, int minimum, int maximum, int value) => (int)GetInteger(name, minimum, maximum);

    /// <inheritdoc/>
    public double Number(string name, double minimum, double maximum, double value) => GetNumber(name, minimum, maximum);

    /// <inheritdoc/>
    public double? NumberOrNull(string name, double minimum, double maximum, double? value) => GetNumberOrNull(name, minimum, maximum);

    /// <inheritdoc/>
    public string Text(string name, int maxLength, string value) => GetText(name, maxLength);

    /// <inheritdoc/>
    public IReadOnlyList<string> Texts(string name, int maxLength, int maxTextLength, IReadOnlyList<string> value) => GetTexts(name, maxLength, maxTextLength);

    /// <inheritdoc/>
    public IReadOnlyList<int> Sizes(string name, int maxLength, IReadOnlyList<int> value)
    {
        JsonItem[] items = [.. GetArray(name, maxLength)];
        int[] sizes = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Element.ValueKind != JsonValueKind.Number || !items[i].Element.TryGetInt32(out sizes[i]) || sizes[i] < 1)
            {
                AddFault(items[i].Path, items[i].Element, string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {int.MaxValue}"));
            }
        }

        return sizes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<float>? Singles(string name, int minLength, int maxLength, float minimum, float maximum, IReadOnlyList<float>? value) =>
        GetSingles(name, minLength, maxLength, minimum, maximum, optional: true);

    /// <inheritdoc/>
    public long[][]? Square(string name, int size, long[][]? value)
    {
        JsonItem[] rows = [.. GetArray(name, 256)];
        long[][] counts = new long[size][];
        bool right = rows.Length == size || size == 0;
        for (int y = 0; right && y < size; y++)
        {
            counts[y] = new long[size];
            right = rows[y].Element is { ValueKind: JsonValueKind.Array } row && row.GetArrayLength() == size;
            for (int x = 0; right && x < size; x++)
            {
                right = rows[y].Element[x] is { ValueKind: JsonValueKind.Number } cell && cell.TryGetInt32(out int count) && count >= 0;
                counts[y][x] = right ? rows[y].Element[x].GetInt32() : 0;
            }
        }

        if (right)
        {
            return counts;
        }

        AddFault($"{name} is not {size} rows of {size} counts");
        return null;
    }

    /// <inheritdoc/>
    public string? Json(string name, string? value) => GetElement(name)?.GetRawText();

    /// <inheritdoc/>
    public T? Part<T>(string name, bool optional, T? value, Func<IJsonDocumentVisitor, T?, T?> visit)
        where T : class
    {
        if (GetObject(name, optional) is not JsonFields fields)
        {
            return null;
        }

        T? part = visit(fields, null);
        fields.RejectOthers();
        return part;
    }

    /// <inheritdoc/>
    public IReadOnlyList<T> Parts<T>(string name, int maxLength, bool optional, IReadOnlyList<T> value, Func<IJsonDocumentVisitor, T?, T> visit)
        where T : class
    {
        var parts = new List<T>();
        foreach (JsonFields fields in GetObjects(name, maxLength, optional))
        {
            parts.Add(visit(fields, null));
            fields.RejectOthers();
        }

        return parts;
    }
}
