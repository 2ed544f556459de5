using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

public sealed class SlipGeometryTests
{
    private static readonly Quad _row = Row(100, 200, 300, 30, 0);

    [Test]
    public void Rows_above_each_other_share_a_slip_in_either_direction_of_reading()
    {
        Assert.That(SlipGeometry.SameSlip(_row, Row(120, 320, 200, 18, 3)));
        Assert.That(SlipGeometry.SameSlip(_row, Row(330, 330, 200, 18, 180)));
    }

    [Test]
    public void Rows_that_are_turned_beside_or_far_below_do_not()
    {
        Assert.That(SlipGeometry.SameSlip(_row, Row(120, 320, 200, 18, 20)), Is.False);
        Assert.That(SlipGeometry.SameSlip(_row, Row(500, 320, 200, 18, 0)), Is.False);
        Assert.That(SlipGeometry.SameSlip(_row, Row(120, 1200, 200, 18, 0)), Is.False);
    }

    [Test]
    public void Below_counts_heights_in_the_direction_of_reading()
    {
        Assert.That(SlipGeometry.Below(_row, Row(100, 260, 300, 30, 0)), Is.EqualTo(2).Within(0.01));
        Assert.That(SlipGeometry.Below(Row(400, 230, 300, 30, 180), Row(400, 170, 300, 30, 180)), Is.EqualTo(2).Within(0.01));
    }

    [Test]
    public void The_tallest_row_of_a_slip_is_prominent_and_its_neighbours_are_not()
    {
        var scene = new NumberScene(700, 700, paper: 230);
        scene.Draw("40816597", 100, 60, 44, 38, degrees: 0, ink: 40);
        for (int i = 0; i < 4; i++)
        {
            scene.Draw("12345678", 110, 160 + (i * 60), 28, 25, degrees: 0, ink: 40);
        }

        IReadOnlyList<NumberLineCandidate> found = NumberLineFinder.Find(scene.Image);

        NumberLineCandidate tall = found.Single(c => c.CapHeight > 36);
        Assert.That(tall.Prominence, Is.GreaterThan(0.85f));
        Assert.That(found.Where(c => c.CapHeight < 36).Select(c => c.Prominence), Has.All.LessThan(0.2f));
    }

    [Test]
    public void A_lone_row_is_neither_prominent_nor_not()
    {
        var scene = new NumberScene(600, 300, paper: 230);
        scene.Draw("40816597", 100, 100, 40, 34, degrees: 0, ink: 40);

        Assert.That(NumberLineFinder.Find(scene.Image)[0].Prominence, Is.EqualTo(0.35f));
        Assert.That(default(NumberLineCandidate).Prominence, Is.Zero);
        Assert.That(new NumberLineCandidate(_row, 30, 26, 8, 1).Prominence, Is.EqualTo(0.35f));
    }

    private static Quad Row(float x, float y, float length, float height, float degrees)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        PixelPoint At(float along, float across) => new(x + (along * cos) - (across * sin), y + (along * sin) + (across * cos));
        return new Quad(At(0, 0), At(length, 0), At(length, height), At(0, height));
    }
}
