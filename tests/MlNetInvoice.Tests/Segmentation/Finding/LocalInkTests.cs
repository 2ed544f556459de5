namespace MlNetInvoice.Segmentation.Finding;

public sealed class LocalInkTests
{
    private const float Deviations = 0.7f;
    private const float MoreDeviations = 1.3f;
    private const float LeastContrast = 8;

    [Test]
    public void Thresholds_are_those_of_a_plain_reference_at_every_width([Range(0, 40)] int width, [Values(1, 3, 8)] int radius)
    {
        const int height = 11;
        var workspace = new FinderWorkspace();
        foreach (int offset in (int[])[0, 1, 3])
        {
            // The picture begins at any address, and the buffers hold what the one before left.
            byte[] buffer = Noise(offset + (width * height), seed: (width * 7) + offset);
            var coarse = new PixelPlane(buffer.AsSpan(offset), width, height);

            LocalInk.Thresholds(coarse, radius, Deviations, MoreDeviations, LeastContrast, workspace);

            byte[] pixels = buffer[offset..];
            Assert.That(Levels(workspace.Thresholds[0], width * height), Is.EqualTo(Reference(pixels, width, height, radius, Deviations)).Within(1), $"offset {offset}");
            Assert.That(Levels(workspace.Thresholds[1], width * height), Is.EqualTo(Reference(pixels, width, height, radius, MoreDeviations)).Within(1), $"offset {offset}, darker");
        }
    }

    [TestCase((byte)200, 192)]
    [TestCase((byte)5, 0)]
    public void On_flat_paper_the_threshold_lies_the_least_contrast_below_it(byte paper, int threshold)
    {
        var workspace = new FinderWorkspace();
        byte[] pixels = new byte[40 * 20];
        pixels.AsSpan().Fill(paper);

        LocalInk.Thresholds(new PixelPlane(pixels, 40, 20), 8, Deviations, MoreDeviations, LeastContrast, workspace);

        Assert.That(Levels(workspace.Thresholds[0], 800), Has.All.EqualTo(threshold).Within(1));
        Assert.That(Levels(workspace.Thresholds[1], 800), Has.All.EqualTo(threshold).Within(1));
    }

    [Test]
    public void A_row_of_thresholds_is_doubled_to_even_and_odd_widths([Range(1, 40)] int coarse, [Values(0, 1)] int more)
    {
        byte[] thresholds = Noise(coarse, seed: coarse);
        int width = (2 * coarse) + more;
        byte[] wide = new byte[width + 64];

        LocalInk.Widen(thresholds, width, wide);

        Assert.That(wide[..width], Is.EqualTo(Enumerable.Range(0, width).Select(x => thresholds[Math.Min(x / 2, coarse - 1)])));
    }

    [Test]
    public void Runs_are_those_of_a_plain_reference_at_every_width([Range(0, 40)] int width)
    {
        CompareWithReference(width);
    }

    [Test]
    public void Runs_are_those_of_a_plain_reference_round_the_borders_of_64_pixels([Values(63, 64, 65, 127, 128, 129, 191, 192, 200)] int width)
    {
        CompareWithReference(width);
    }

    [TestCase(60, 70)]
    [TestCase(63, 64)]
    [TestCase(64, 65)]
    [TestCase(0, 64)]
    [TestCase(64, 128)]
    [TestCase(10, 150)]
    [TestCase(128, 160)]
    [TestCase(0, 160)]
    public void A_run_across_or_at_a_border_of_64_pixels_is_one(int start, int end)
    {
        byte[] row = Paper(160);
        row.AsSpan(start, end - start).Fill(20);

        Assert.That(Runs(row, Thresholds(160)), Is.EqualTo(new[] { (start, end) }));
    }

    [Test]
    public void Two_runs_that_meet_at_no_pixel_stay_two_across_the_border()
    {
        byte[] row = Paper(130);
        row[62] = row[63] = row[65] = row[127] = row[129] = 20;

        Assert.That(Runs(row, Thresholds(130)), Is.EqualTo(new[] { (62, 64), (65, 66), (127, 128), (129, 130) }));
    }

    [Test]
    public void What_is_as_light_as_its_threshold_is_paper_and_every_second_pixel_makes_most_runs()
    {
        byte[] equal = Thresholds(130);
        Assert.That(Runs(equal, Thresholds(130)), Is.Empty);

        byte[] comb = [.. Enumerable.Range(0, 129).Select(x => (byte)(x % 2 == 0 ? 99 : 100))];
        Assert.That(Runs(comb, Thresholds(129)), Is.EqualTo(Enumerable.Range(0, 65).Select(i => (2 * i, (2 * i) + 1))));
    }

    private static void CompareWithReference(int width)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            foreach (int offset in (int[])[0, 1, 5])
            {
                byte[] levels = Noise(offset + width, seed);
                byte[] thresholds = Noise(offset + width + 64, seed + 100);
                var wanted = new List<(int, int)>();
                for (int x = 0, start = -1; x <= width; x++)
                {
                    bool ink = x < width && levels[offset + x] < thresholds[offset + x];
                    if (ink && start < 0)
                    {
                        start = x;
                    }
                    else if (!ink && start >= 0)
                    {
                        wanted.Add((start, x));
                        start = -1;
                    }
                }

                Assert.That(Runs(levels.AsSpan(offset), thresholds.AsSpan(offset)), Is.EqualTo(wanted), $"seed {seed}, offset {offset}");
            }
        }
    }

    private static (int Start, int End)[] Runs(ReadOnlySpan<byte> row, ReadOnlySpan<byte> thresholds)
    {
        int[] starts = new int[(row.Length / 2) + 2], ends = new int[(row.Length / 2) + 2];
        int count = LocalInk.Runs(row, thresholds, starts, ends);
        return [.. starts.Take(count).Zip(ends)];
    }

    private static byte[] Paper(int width) => [.. Enumerable.Repeat((byte)200, width)];

    private static byte[] Thresholds(int width) => [.. Enumerable.Repeat((byte)100, width + 64)];

    private static byte[] Noise(int length, int seed)
    {
        byte[] noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static int[] Levels(byte[] thresholds, int count) => [.. thresholds.Take(count).Select(level => (int)level)];

    // Mean and deviation of every window by itself, in double precision.
    private static int[] Reference(byte[] pixels, int width, int height, int radius, float deviations)
    {
        int[] thresholds = new int[width * height];
        for (int i = 0; i < thresholds.Length; i++)
        {
            (int x, int y) = (i % width, i / width);
            var window = new List<double>();
            for (int v = Math.Max(0, y - radius); v <= Math.Min(height - 1, y + radius); v++)
            {
                for (int u = Math.Max(0, x - radius); u <= Math.Min(width - 1, x + radius); u++)
                {
                    window.Add(pixels[(v * width) + u]);
                }
            }

            double mean = window.Average();
            double deviation = Math.Sqrt(window.Average(level => (level - mean) * (level - mean)));
            thresholds[i] = (int)Math.Max(0, mean - Math.Max(deviations * deviation, LeastContrast));
        }

        return thresholds;
    }
}
