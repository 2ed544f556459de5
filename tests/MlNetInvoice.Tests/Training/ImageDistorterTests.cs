namespace MlNetInvoice.Training;

public sealed class ImageDistorterTests
{
    private static readonly AugmentationOptions Still = new() { RotationDegrees = 0, Scale = 0, Shear = 0, ShiftPixels = 0 };

    [TestCase(28, 28)]
    [TestCase(5, 7)]
    [TestCase(9, 11)]
    public void Without_distortion_the_image_stays_as_it_is(int rows, int columns)
    {
        byte[] image = Noise(rows, columns);

        Assert.That(Distort(Still, image, rows, columns, 1), Is.EqualTo(image));
    }

    [Test]
    public void A_key_always_gives_the_same_distortion_and_another_key_another()
    {
        var options = new AugmentationOptions { ElasticPixels = 1 };
        byte[] image = Disc();

        byte[] first = Distort(options, image, 28, 28, 5);

        Assert.That(Distort(options, image, 28, 28, 5), Is.EqualTo(first));
        Assert.That(Distort(options, image, 28, 28, 6), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_shift_moves_the_centre_of_ink_by_at_most_its_range()
    {
        (double x, double y) = CentreOfInk(Disc());
        double furthest = 0;
        for (ulong key = 0; key < 200; key++)
        {
            (double movedX, double movedY) = CentreOfInk(Distort(Still with { ShiftPixels = 3 }, Disc(), 28, 28, key));
            Assert.That((movedX - x, movedY - y), Is.EqualTo((0.0, 0.0)).Using<(double X, double Y)>((a, b) => Math.Abs(a.X - b.X) < 3.05 && Math.Abs(a.Y - b.Y) < 3.05));
            furthest = Math.Max(furthest, Math.Abs(movedX - x));
        }

        Assert.That(furthest, Is.GreaterThan(2.5), "the whole range is used");
    }

    [Test]
    public void Scale_changes_the_amount_of_ink_in_both_directions()
    {
        double[] ink = [.. Enumerable.Range(0, 100).Select(key => Distort(Still with { Scale = 0.3f }, Disc(), 28, 28, (ulong)key).Sum(p => (double)p))];
        double own = Disc().Sum(p => (double)p);

        Assert.That(ink.Max() / own, Is.InRange(1.3, 1.75));
        Assert.That(ink.Min() / own, Is.InRange(0.45, 0.75));
    }

    [Test]
    public void Every_image_of_a_page_full_of_ink_shows_paper_where_it_was_turned_away()
    {
        byte[] full = [.. Enumerable.Repeat((byte)255, 784)];

        byte[] turned = Distort(Still with { RotationDegrees = 45, ShiftPixels = 8 }, full, 28, 28, 3);

        Assert.That(turned, Has.Some.EqualTo(0));
        Assert.That(turned[(14 * 28) + 14], Is.EqualTo(255));
    }

    [Test]
    public void Displacements_are_smooth_have_unit_strength_and_wrap_round()
    {
        var field = new DisplacementField(4, 28, 28, 1);
        double squares = 0;
        double steps = 0;
        for (int y = 0; y < DisplacementField.Size; y++)
        {
            ReadOnlySpan<float> row = field.RowX(y, 0, DisplacementField.Size);
            for (int x = 1; x < row.Length; x++)
            {
                squares += row[x] * row[x];
                steps += (row[x] - row[x - 1]) * (row[x] - row[x - 1]);
            }
        }

        int count = DisplacementField.Size * (DisplacementField.Size - 1);
        Assert.That(Math.Sqrt(squares / count), Is.EqualTo(1).Within(0.02));

        // Smoothed by a Gaussian, neighbours correlate by exp(−1 ∕ 4σ²), so that they differ by √(2 − 2 exp(−1 ∕ 64)) = 0.176.
        Assert.That(Math.Sqrt(steps / count), Is.EqualTo(0.176).Within(0.02));
        Assert.That(field.RowY(DisplacementField.Size + 3, DisplacementField.Size, 28).ToArray(), Is.EqualTo(field.RowY(3, 0, 28).ToArray()));
        Assert.That(field.RowY(3, 0, 28).ToArray(), Is.Not.EqualTo(field.RowX(3, 0, 28).ToArray()));
    }

    private static byte[] Distort(AugmentationOptions options, byte[] image, int rows, int columns, ulong key)
    {
        DisplacementField? field = options.ElasticPixels > 0 ? new DisplacementField(options.ElasticSigma, rows, columns, 1) : null;
        byte[] target = new byte[image.Length];
        new ImageDistorter(options, field, rows, columns).Distort(image, target, key);
        return target;
    }

    private static byte[] Noise(int rows, int columns) => [.. Enumerable.Range(0, rows * columns).Select(i => (byte)(i * 97))];

    private static byte[] Disc() => [.. Enumerable.Range(0, 784).Select(i => (byte)(Math.Pow((i / 28) - 13.5, 2) + Math.Pow((i % 28) - 13.5, 2) < 36 ? 255 : 0))];

    private static (double X, double Y) CentreOfInk(byte[] image)
    {
        double ink = image.Sum(p => (double)p);
        return (image.Select((p, i) => (double)p * (i % 28)).Sum() / ink, image.Select((p, i) => (double)p * (i / 28)).Sum() / ink);
    }
}
