using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;

namespace MlNetInvoice.MLNet;

/// <summary>Images and labels as rows that are made while they are read.</summary>
internal sealed class ImagesDataView : IDataView
{
    internal const string FeaturesName = "Features";
    internal const string LabelName = "Label";

    private readonly LabeledImages _images;

    public ImagesDataView(LabeledImages images, IReadOnlyList<string> classNames)
    {
        _images = images;
        int length = images.Rows * images.Columns;
        var features = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] slots = [.. Enumerable.Range(0, length).Select(i => SlotName(i, images.Columns).AsMemory())];
        features.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, length), Getter(slots));
        features.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var label = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] keys = [.. classNames.Select(n => n.AsMemory())];
        label.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, keys.Length), Getter(keys));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(FeaturesName, new VectorDataViewType(NumberDataViewType.Single, length), features.ToAnnotations());
        schema.AddColumn(LabelName, new KeyDataViewType(typeof(uint), images.ClassCount), label.ToAnnotations());
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _images.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new ImagesCursor(Schema, _images, columnsNeeded, Order(rand), 0, 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int[]? order = Order(rand);
        int count = Math.Clamp(n, 1, Math.Max(1, _images.Count));
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return [.. Enumerable.Range(0, count).Select(i => new ImagesCursor(Schema, _images, columns, order, i, count))];
    }

    private static string SlotName(int index, int columns) =>
        string.Create(CultureInfo.InvariantCulture, $"r{index / columns:00}c{index % columns:00}");

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Getter(ReadOnlyMemory<char>[] values) =>
        (ref VBuffer<ReadOnlyMemory<char>> destination) => new VBuffer<ReadOnlyMemory<char>>(values.Length, values).CopyTo(ref destination);

    private int[]? Order(Random? random)
    {
        if (random is null)
        {
            return null;
        }

        int[] order = [.. Enumerable.Range(0, _images.Count)];
        random.Shuffle(order);
        return order;
    }
}
