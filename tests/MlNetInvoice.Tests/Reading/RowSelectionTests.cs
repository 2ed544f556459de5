using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

public sealed class RowSelectionTests
{
    private static readonly NumberLineCandidate _number = Row(y: 100, height: 30, prominence: 0.9f);
    private static readonly NumberLineCandidate _taxNumber = Row(y: 200, height: 26, prominence: 0.3f);

    [Test]
    public void Rows_below_a_clear_one_on_its_slip_are_not_read()
    {
        var selection = new RowSelection();
        Assert.That(selection.IsWorthReading(_taxNumber, 9));

        selection.Add(_number, -0.1f);

        Assert.That(selection.IsWorthReading(_taxNumber, 9), Is.False);
        Assert.That(selection.IsWorthReading(Row(y: 60, height: 30, prominence: 0.9f), 9), "what stands above may outrank it");
        Assert.That(selection.IsWorthReading(Row(y: 60, height: 20, prominence: 0.9f), 9), Is.False, "unless it is much smaller");
    }

    [Test]
    public void A_number_found_after_the_tax_number_still_displaces_it()
    {
        var selection = new RowSelection();
        selection.Add(_taxNumber, -0.1f);
        Assert.That(selection.IsWorthReading(_number, 9));

        selection.Add(_number, -0.15f);

        Assert.That(selection.Take(8), Is.EqualTo(new[] { _number }));
    }

    [Test]
    public void Rows_of_other_slips_stay_the_best_first()
    {
        NumberLineCandidate elsewhere = Row(y: 3000, height: 30, prominence: 0.8f);
        var selection = new RowSelection();
        selection.Add(_number, -0.3f);
        selection.Add(elsewhere, -0.2f);
        selection.Add(Row(y: 5000, height: 30, prominence: 0.5f), -1.2f);

        Assert.That(selection.Take(8), Is.EqualTo(new[] { elsewhere, _number }));
        Assert.That(selection.Take(1), Is.EqualTo(new[] { elsewhere }));
    }

    [Test]
    public void Rows_among_larger_print_are_not_read()
    {
        Assert.That(new RowSelection().IsWorthReading(Row(y: 0, height: 20, prominence: 0.1f), 9), Is.False);
        Assert.That(new RowSelection().IsWorthReading(Row(y: 0, height: 20, prominence: 0.1f), 0), "but the most promising ones are");
    }

    private static NumberLineCandidate Row(int y, int height, float prominence) =>
        new(Quad.FromBox(new PixelBox(50, y, 240, height)), height, 26, 8, 1) { Prominence = prominence };
}
