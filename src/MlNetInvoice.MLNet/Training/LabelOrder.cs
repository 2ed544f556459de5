using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Which class each key of a label column stands for. Keys count in the order in which values were first seen, unless told otherwise; scores always stand in the
/// order of the classes, so the two must be told apart (dotnet/machinelearning-samples #368).
/// </summary>
internal sealed class LabelOrder
{
    private readonly int[] _classes;

    private LabelOrder(IReadOnlyList<string> classNames, int[] classes)
    {
        ClassNames = classNames;
        _classes = classes;
    }

    /// <summary>The classes in the order of the scores.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of keys of the column.</summary>
    public int KeyCount => _classes.Length;

    /// <summary>Whether key k is class k − 1 for every key.</summary>
    public bool IsStraight => !_classes.Where((c, i) => c != i).Any();

    /// <summary>The class of a key from 1 on.</summary>
    public int ClassOf(uint key) => _classes[key - 1];

    /// <summary>Reads the order off a key column's annotations.</summary>
    /// <param name="column">A key column.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="classNames">The classes in order, or null to take them from the column.</param>
    public static LabelOrder Read(DataViewSchema.Column column, int classCount, IReadOnlyList<string>? classNames)
    {
        int keys = (int)Math.Min(((KeyDataViewType)column.Type).Count, int.MaxValue);
        string[]? values = ReadKeyValues(column);
        if (values is null)
        {
            return keys <= classCount
                ? new LabelOrder(classNames ?? MLNet.ClassNames.For(classCount, null), [.. Enumerable.Range(0, keys)])
                : throw new ArgumentOutOfRangeException(nameof(column), Mismatch(column, $"Key<UInt32, 0-{classCount - 1}>", column.Type.ToString()!));
        }

        IReadOnlyList<string> names = classNames ?? Derive(values, classCount);
        Dictionary<string, int> places = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        string[] strange = [.. values.Where(v => !places.ContainsKey(v))];
        return strange.Length == 0
            ? new LabelOrder(names, [.. values.Select(v => places[v])])
            : throw new ArgumentOutOfRangeException(
                nameof(column), Mismatch(column, $"key values among {string.Join(", ", names)}", $"also {string.Join(", ", strange.Take(10))}"));
    }

    private static IReadOnlyList<string> Derive(string[] values, int classCount)
    {
        IReadOnlyList<string> numbers = MLNet.ClassNames.For(classCount, null);
        return values.All(numbers.Contains) || values.Length != classCount ? numbers : [.. values.Order(StringComparer.Ordinal)];
    }

    private static string Mismatch(DataViewSchema.Column column, string expected, string got) =>
        $"Schema mismatch for label column '{column.Name}': expected {expected}, got {got}";

    private static string[]? ReadKeyValues(DataViewSchema.Column column)
    {
        DataViewSchema.Column? annotation = column.Annotations.Schema.GetColumnOrNull("KeyValues");
        if (annotation?.Type is not VectorDataViewType vector)
        {
            return null;
        }

        Type type = vector.ItemType.RawType;
        return type == typeof(ReadOnlyMemory<char>) ? Read<ReadOnlyMemory<char>>(column)
            : type == typeof(float) ? Read<float>(column)
            : type == typeof(double) ? Read<double>(column)
            : type == typeof(byte) ? Read<byte>(column)
            : type == typeof(sbyte) ? Read<sbyte>(column)
            : type == typeof(short) ? Read<short>(column)
            : type == typeof(ushort) ? Read<ushort>(column)
            : type == typeof(int) ? Read<int>(column)
            : type == typeof(uint) ? Read<uint>(column)
            : type == typeof(long) ? Read<long>(column)
            : type == typeof(ulong) ? Read<ulong>(column)
            : throw new ArgumentOutOfRangeException(nameof(column), Mismatch(column, "key values that are text or numbers", type.Name));
    }

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue("KeyValues", ref values);
        return [.. values.DenseValues().Select(v => string.Create(CultureInfo.InvariantCulture, $"{v}"))];
    }
}
