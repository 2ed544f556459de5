namespace MlNetInvoice.Synthesis.Degradation;

public sealed class DegradationTests
{
    private static Plane Step(int width, int height)
    {
        var plane = new Plane();
        plane.Reset(width, height, 0.2f);
        for (int y = 0; y < height; y++)
        {
            plane.Row(y)[(width / 2)..].Fill(0.9f);
        }

        return plane;
    }

    [Test]
    public void A_blur_keeps_the_mean_and_softens_a_step()
    {
        Plane plane = Step(64, 16);
        plane.Blur(2);
        Assert.Multiple(() =>
        {
            Assert.That(plane.Values.ToArray().Average(), Is.EqualTo(0.55).Within(1e-3));
            Assert.That(plane.Row(8)[31], Is.EqualTo(0.55f - 0.069f).Within(0.02));
            Assert.That(plane.Row(8)[2], Is.EqualTo(0.2f).Within(1e-5));
        });
    }

    [Test]
    public void A_smear_of_three_pixels_is_their_mean()
    {
        var plane = new Plane();
        plane.Reset(9, 1, 0);
        plane.Row(0)[4] = 3;
        plane.Smear(3);
        Assert.That(plane.Row(0).ToArray(), Is.EqualTo(new float[] { 0, 0, 0, 1, 1, 1, 0, 0, 0 }).Within(1e-5));
    }

    [Test]
    public void Compression_at_full_quality_changes_next_to_nothing_and_at_low_quality_rings()
    {
        Plane fine = Step(40, 24), coarse = Step(40, 24);
        float[] before = fine.Values.ToArray();
        BlockCompression.Apply(fine, 100);
        BlockCompression.Apply(coarse, 10, 3, 5);
        float Worst(Plane plane) => plane.Values.ToArray().Zip(before, (a, b) => MathF.Abs(a - b)).Max();
        Assert.Multiple(() =>
        {
            Assert.That(Worst(fine), Is.LessThan(0.02f));
            Assert.That(Worst(coarse), Is.InRange(0.02f, 0.5f));
        });
    }

    [Test]
    public void Noise_has_the_deviation_asked_for()
    {
        var plane = new Plane();
        plane.Reset(200, 200, 0.5f);
        var random = new SampleRandom(1, 2);
        Camera.Noise(plane, ref random, 0.05f);
        double mean = plane.Values.ToArray().Average(), deviation = Math.Sqrt(plane.Values.ToArray().Average(v => (v - mean) * (v - mean)));
        Assert.Multiple(() =>
        {
            Assert.That(mean, Is.EqualTo(0.5).Within(0.002));
            Assert.That(deviation, Is.EqualTo(0.05).Within(0.002));
        });
    }

    [Test]
    public void Whatever_happens_to_paper_and_ink_stays_between_black_and_white()
    {
        for (int i = 0; i < 200; i++)
        {
            var random = new SampleRandom(9, i);
            var plane = new Plane();
            plane.Reset(60, 30, 0.4f);
            InkWear.Apply(plane, ref random, 15, 1);
            Assert.That(plane.Values.ToArray(), Is.All.InRange(-1e-4f, 1.0001f), $"ink {i}");
            Paper.Paint(plane, ref random, 15, 1);
            Paper.Guilloche(plane, ref random, 15, 0.5f);
            Paper.Rule(plane, ref random, 15, 15);
            Assert.That(plane.Values.ToArray(), Is.All.InRange(-1e-4f, 1.2f), $"paper {i}");
        }
    }

    [Test]
    public void Random_numbers_are_the_same_everywhere_and_spread_evenly()
    {
        var random = new SampleRandom(1, 0);
        ulong[] first = [random.NextBits(), random.NextBits()];
        var again = new SampleRandom(1, 0);
        int[] counts = new int[10];
        double sum = 0, squares = 0;
        for (int i = 0; i < 20_000; i++)
        {
            counts[again.Below(10)]++;
            float normal = again.Normal();
            sum += normal;
            squares += normal * normal;
        }

        again = new SampleRandom(1, 0);
        Assert.Multiple(() =>
        {
            Assert.That(new[] { again.NextBits(), again.NextBits() }, Is.EqualTo(first));
            Assert.That(new SampleRandom(1, 1).NextBits(), Is.Not.EqualTo(first[0]));
            Assert.That(counts, Is.All.InRange(1800, 2200));
            Assert.That(sum / 20_000, Is.EqualTo(0).Within(0.03));
            Assert.That(squares / 20_000, Is.EqualTo(1).Within(0.05));
        });
    }
}
