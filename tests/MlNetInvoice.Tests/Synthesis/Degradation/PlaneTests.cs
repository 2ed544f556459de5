namespace MlNetInvoice.Synthesis.Degradation;

public sealed class PlaneTests
{
    [Test]
    public void Upright_convolution_is_the_plain_one_bit_for_bit([Values(1, 2, 3, 7, 40)] int height, [Values(1, 3, 5, 11, 61)] int taps)
    {
        const int width = 19;
        var plane = new Plane();
        plane.Reset(width, height, 0);
        var random = new SampleRandom(7, (height * 100) + taps);
        float[] kernel = [.. Enumerable.Range(0, taps).Select(_ => random.NextFloat())];
        foreach (ref float value in plane.Values)
        {
            value = random.NextFloat();
        }

        float[] before = plane.Values.ToArray();
        float[] expected = new float[before.Length];
        for (int y = 0; y < height; y++)
        {
            for (int t = 0; t < taps; t++)
            {
                Plane.AddScaled(expected.AsSpan(y * width, width), before.AsSpan(Math.Clamp(y + t - (taps / 2), 0, height - 1) * width, width), kernel[t]);
            }
        }

        plane.Vertical(kernel);

        Assert.That(plane.Values.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void A_plane_that_was_released_knows_its_size_and_can_be_used_again()
    {
        var plane = new Plane();
        plane.Reset(30, 20, 0.5f);
        plane.Blur(2);

        plane.Release();
        Assert.That((plane.Width, plane.Height), Is.EqualTo((30, 20)));

        plane.Reset(10, 10, 0.25f);
        plane.Blur(1);
        Assert.That(plane.Values.ToArray(), Has.All.EqualTo(0.25f).Within(1e-6f));
    }
}
