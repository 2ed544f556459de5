using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;

namespace MlNetInvoice.MLNet;

/// <summary>Walks over every <c>stride</c>-th image from a first one on, in the stored or in a shuffled order. The batch number is the row's place in that order.</summary>
internal sealed class ImagesCursor : DataViewRowCursor
{
    private readonly LabeledImages _images;
    private readonly int[]? _order;
    private readonly bool[] _active;
    private readonly int _first;
    private readonly int _stride;
    private long _position = -1;
    private bool _ended;

    public ImagesCursor(DataViewSchema schema, LabeledImages images, IEnumerable<DataViewSchema.Column> columns, int[]? order, int first, int stride)
    {
        Schema = schema;
        _images = images;
        _order = order;
        _first = first;
        _stride = stride;
        _active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            _active[column.Index] = true;
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _ended ? -1 : _position;

    public override long Batch => Place;

    private long Place => _first + (_position * _stride);

    private int Index
    {
        get
        {
            if (Position < 0)
            {
                throw new InvalidOperationException("The cursor stands before the first or after the last row; call MoveNext() until it is false.");
            }

            return _order is null ? (int)Place : _order[Place];
        }
    }

    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        _position++;
        _ended = Place >= _images.Count;
        return !_ended;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Index, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column {column.Name} was not asked for when the cursor was made.");
        }

        Delegate getter = column.Index == 0 ? (ValueGetter<VBuffer<float>>)GetFeatures : (ValueGetter<uint>)GetLabel;
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column {column.Name} holds {column.Type.RawType}, not {typeof(TValue)}.");
    }

    private void GetFeatures(ref VBuffer<float> destination)
    {
        ReadOnlySpan<byte> image = _images.GetImage(Index);
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, image.Length);
        for (int i = 0; i < image.Length; i++)
        {
            editor.Values[i] = image[i] / 255f;
        }

        destination = editor.Commit();
    }

    private void GetLabel(ref uint destination) => destination = _images.Labels[Index] + 1u;
}
