namespace MlNetInvoice.Segmentation.Finding;

public sealed class InkBlobsTests
{
    [Test]
    public void A_rectangle_is_measured_exactly()
    {
        InkBlob blob = new DrawnInk(60, 40).Fill(10, 8, 12, 20, level: 28).Blobs().Single();

        Assert.That((blob.X, blob.Y, blob.Area, blob.Contrast), Is.EqualTo((16f, 18f, 240, 100f)));
        Assert.That(blob.Project(0), Is.EqualTo((-6f, 6f)));
        (float top, float bottom) = blob.Project(MathF.PI / 2);
        Assert.That(top, Is.EqualTo(-10).Within(1e-4));
        Assert.That(bottom, Is.EqualTo(10).Within(1e-4));
    }

    [Test]
    public void The_diameter_is_the_diagonal_to_a_pixel()
    {
        InkBlob blob = new DrawnInk(60, 60).Fill(10, 8, 12, 20).Blobs().Single();

        Assert.That(blob.Diameter, Is.EqualTo(MathF.Sqrt((12 * 12) + (20 * 20))).Within(1));
    }

    [Test]
    public void The_projection_on_the_opposite_direction_is_mirrored()
    {
        // A hook, so that the two ends of a projection differ.
        InkBlob blob = new DrawnInk(60, 60).Fill(10, 10, 4, 24).Fill(10, 30, 20, 4).Blobs().Single();

        for (int i = 0; i < 40; i++)
        {
            float angle = i * 0.17f;
            (float low, float high) = blob.Project(angle);
            (float lowBack, float highBack) = blob.Project(angle + MathF.PI);
            Assert.That(lowBack, Is.EqualTo(-high).Within(1e-3), $"angle {angle}");
            Assert.That(highBack, Is.EqualTo(-low).Within(1e-3), $"angle {angle}");
        }
    }

    [Test]
    public void Kept_directions_are_the_extremes_of_all_pixels_and_half_a_pixel([Range(0, 31)] int direction)
    {
        (int X, int Y)[] pixels = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { (10 + i, 12 + (i / 2)), (10 + i, 13 + (i / 2)) })];
        var ink = new DrawnInk(60, 40);
        foreach ((int x, int y) in pixels)
        {
            ink.Fill(x, y, 1, 1);
        }

        InkBlob blob = ink.Blobs().Single();

        float angle = direction * MathF.PI / InkBlob.Directions;
        double[] places = [.. pixels.Select(pixel => ((pixel.X + 0.5 - blob.X) * Math.Cos(angle)) + ((pixel.Y + 0.5 - blob.Y) * Math.Sin(angle)))];
        (float low, float high) = blob.Project(angle);
        Assert.That(low, Is.EqualTo(places.Min() - 0.5).Within(0.01));
        Assert.That(high, Is.EqualTo(places.Max() + 0.5).Within(0.01));
    }

    [Test]
    public void What_touches_at_a_corner_is_one_blob_and_what_does_not_is_two()
    {
        Assert.That(new DrawnInk(40, 40).Fill(5, 5, 6, 6).Fill(11, 11, 6, 6).Blobs(), Has.Length.EqualTo(1));
        Assert.That(new DrawnInk(40, 40).Fill(5, 5, 6, 6).Fill(11, 12, 6, 6).Blobs(), Has.Length.EqualTo(2));
    }

    [Test]
    public void Arms_that_meet_below_are_one_blob()
    {
        var comb = new DrawnInk(80, 40);
        for (int x = 4; x < 40; x += 6)
        {
            comb.Fill(x, 5, 2, 20);
        }

        InkBlob blob = comb.Fill(4, 25, 32, 2).Blobs().Single();

        Assert.That(blob.Area, Is.EqualTo((6 * 40) + 64));
    }

    [TestCase(4, false)]
    [TestCase(5, true)]
    [TestCase(56, true)]
    [TestCase(57, false)]
    public void Only_what_has_the_size_of_a_glyph_is_kept(int longerSide, bool isKept)
    {
        Assert.That(new DrawnInk(80, 80).Fill(4, 6, 3, longerSide).Blobs(), Has.Length.EqualTo(isKept ? 1 : 0));
        Assert.That(new DrawnInk(80, 80).Fill(4, 6, longerSide, 3).Blobs(), Has.Length.EqualTo(isKept ? 1 : 0));
    }

    [Test]
    public void Ink_in_the_last_column_and_row_of_odd_pictures_is_found()
    {
        InkBlob blob = new DrawnInk(71, 41).Fill(65, 31, 6, 10).Blobs().Single();

        Assert.That((blob.X, blob.Y, blob.Area), Is.EqualTo((68f, 36f, 60)));
    }

    [Test]
    public void Two_blobs_joined_reach_as_far_as_one_of_both()
    {
        InkBlob[] parts = new DrawnInk(60, 60).Fill(10, 8, 12, 6).Fill(12, 18, 8, 12).Blobs();
        InkBlob whole = parts[0].Join(parts[1]);

        (float left, float right) = whole.Project(0);
        (float top, float bottom) = whole.Project(MathF.PI / 2);
        Assert.That(whole.Area, Is.EqualTo(72 + 96));
        Assert.That((whole.X + left, whole.X + right), Is.EqualTo((10f, 22f)));
        Assert.That(whole.Y + top, Is.EqualTo(8).Within(1e-3));
        Assert.That(whole.Y + bottom, Is.EqualTo(30).Within(1e-3));
    }

    [Test]
    public void Slices_of_a_blob_stand_side_by_side_and_have_its_height()
    {
        InkBlob blob = new DrawnInk(80, 40).Fill(10, 8, 30, 20).Blobs().Single();

        InkBlob left = InkBlob.Slice(blob, 0, -7.5f, 15), right = InkBlob.Slice(blob, 0, 7.5f, 15);

        Assert.That((left.X, left.Y, left.Area), Is.EqualTo((17.5f, 18f, 300)));
        Assert.That((right.X, right.Y), Is.EqualTo((32.5f, 18f)));
        (float low, float high) = left.Project(0);
        (float top, float bottom) = left.Project(MathF.PI / 2);
        Assert.That(high - low, Is.EqualTo(15).Within(1e-3));
        Assert.That(bottom - top, Is.EqualTo(20).Within(1e-3));
    }
}
