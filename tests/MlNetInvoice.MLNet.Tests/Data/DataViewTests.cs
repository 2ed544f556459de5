using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;

namespace MlNetInvoice.MLNet;

public sealed class DataViewTests
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    [Test]
    public void Columns_are_named_features_and_a_label_key_of_ten_digits()
    {
        IDataView view = Strokes.Images(20).ToDataView(new MLContext(1));

        Assert.That(view.Schema.Select(c => $"{c.Name}: {c.Type}"), Is.EqualTo(new[] { "Features: Vector<Single, 784>", "Label: Key<UInt32, 0-9>" }));
        Assert.That(Strokes.Texts(view.Schema["Label"], "KeyValues"), Is.EqualTo(Digits));
        Assert.That(Strokes.Texts(view.Schema["Features"], "SlotNames").Take(2).Append(Strokes.Texts(view.Schema["Features"], "SlotNames")[783]), Is.EqualTo(new[] { "r00c00", "r00c01", "r27c27" }));
        Assert.That(view.GetRowCount(), Is.EqualTo(20));
        Assert.That(view.CanShuffle, Is.True);
    }

    [Test]
    public void Rows_hold_bytes_over_255_and_keys_from_one()
    {
        var images = new LabeledImages(1, 3, 10, [0, 51, 255, 255, 0, 0], [7, 0]);

        Row[] rows = [.. new MLContext(1).Data.CreateEnumerable<Row>(images.ToDataView(new MLContext(1)), reuseRowObject: false)];

        Assert.That(rows.Select(r => r.Label), Is.EqualTo(new uint[] { 8, 1 }));
        Assert.That(rows[0].Features, Is.EqualTo(new[] { 0f, 0.2f, 1f }));
        Assert.That(rows[1].Features, Is.EqualTo(new[] { 1f, 0f, 0f }));
    }

    [Test]
    public void Names_of_classes_are_the_callers_or_numbers()
    {
        var images = new LabeledImages(1, 1, 2, [0, 1], [0, 1]);

        Assert.That(Strokes.Texts(images.ToDataView(new MLContext(), ["A", "B"]).Schema["Label"], "KeyValues"), Is.EqualTo(new[] { "A", "B" }));
        Assert.That(() => images.ToDataView(new MLContext(), ["A", "A"]), Throws.ArgumentException.With.Message.EqualTo(
            "2 classes want as many distinct names, but the names are A, A. (Parameter 'names')"));
    }

    [Test]
    public void Sets_of_cursors_give_every_row_once_and_shuffling_keeps_images_with_their_labels([Values(1, 3, 50)] int cursors)
    {
        LabeledImages images = Strokes.Images(41);
        IDataView view = images.ToDataView(new MLContext(1));
        var seen = new List<(ulong Id, uint Label)>();
        foreach (DataViewRowCursor cursor in view.GetRowCursorSet(view.Schema, cursors, new Random(5)))
        {
            using (cursor)
            {
                ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
                ValueGetter<uint> label = cursor.GetGetter<uint>(view.Schema["Label"]);
                ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
                while (cursor.MoveNext())
                {
                    DataViewRowId row = default;
                    uint key = 0;
                    VBuffer<float> values = default;
                    id(ref row);
                    label(ref key);
                    features(ref values);
                    seen.Add((row.Low, key));
                    Assert.That(values.GetItemOrDefault(300), Is.EqualTo(images.GetImage((int)row.Low)[300] / 255f));
                }

                Assert.That(cursor.Position, Is.EqualTo(-1));
            }
        }

        Assert.That(seen.Select(s => s.Id), Is.EquivalentTo(Enumerable.Range(0, 41).Select(i => (ulong)i)));
        Assert.That(seen.All(s => s.Label == images.Labels[(int)s.Id] + 1u), Is.True);
    }

    [Test]
    public void Misuse_of_a_cursor_says_what_is_wrong()
    {
        IDataView view = Strokes.Images(2).ToDataView(new MLContext(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Label"]]);
        ValueGetter<uint> label = cursor.GetGetter<uint>(view.Schema["Label"]);
        uint key = 0;

        Assert.That(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Column Features was not asked for when the cursor was made. (Parameter 'column')"));
        Assert.That(() => cursor.GetGetter<float>(view.Schema["Label"]), Throws.InvalidOperationException
            .With.Message.EqualTo("Column Label holds System.UInt32, not System.Single."));
        Assert.That(() => label(ref key), Throws.InvalidOperationException
            .With.Message.EqualTo("The cursor stands before the first or after the last row; call MoveNext() until it is false."));
    }

    [Test]
    public void Mnist_loads_as_two_views()
    {
        MnistDataView mnist = MnistDataView.Load(new MLContext(1), SharedData.Require("mnist"));

        Assert.That((mnist.Training.GetRowCount(), mnist.Test.GetRowCount()), Is.EqualTo((60_000L, 10_000L)));
        Assert.That(new MLContext().Data.CreateEnumerable<Row>(mnist.Training, true).First().Label, Is.EqualTo(6), "the first training image is a 5");
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        [KeyType(10)]
        public uint Label { get; set; }
    }
}
