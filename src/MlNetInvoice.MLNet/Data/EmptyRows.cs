using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>A schema without any row: what transformers and trainers are checked against.</summary>
internal sealed class EmptyRows(DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(Schema, columnsNeeded)];

    private sealed class Cursor(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columns) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columns.Select(c => c.Index)];

        public override DataViewSchema Schema { get; } = schema;

        public override long Position => -1;

        public override long Batch => 0;

        public override bool MoveNext() => false;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => throw new InvalidOperationException("There is no row.");

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ref TValue value) => throw new InvalidOperationException("There is no row.");
    }
}
