using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

public sealed class NumberLineFinderTests
{
    [Test]
    public void Finds_a_number_at_any_angle_and_size(
        [Values(0, 12, -30, 45, 70, 118, 90, 180)] int degrees,
        [Values(16f, 35f, 90f)] float capHeight)
    {
        var scene = new NumberScene(900, 1000, paper: 220);
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        float pitch = capHeight * 0.85f;
        float half = pitch * 4;
        Quad truth = scene.Draw("40816597", 450 - (half * cos), 500 - (half * sin), capHeight, pitch, degrees, ink: 60);

        IReadOnlyList<NumberLineCandidate> found = NumberLineFinder.Find(scene.Image);

        Assert.That(found, Is.Not.Empty);
        NumberLineCandidate best = found[0];
        Assert.That(best.GlyphCount, Is.EqualTo(8));
        Assert.That(best.CapHeight, Is.EqualTo(capHeight).Within((capHeight * 0.08f) + 1));
        Assert.That(best.Pitch, Is.EqualTo(pitch).Within((pitch * 0.08f) + 0.5f));
        NumberLineCandidate sameWay = Distance(best.Quad.TopLeft, truth.TopLeft) < Distance(best.Quad.TopLeft, truth.BottomRight) ? best : best.Reversed();
        float near = (capHeight * 0.12f) + 1.5f;
        Assert.That(Distance(sameWay.Quad.TopLeft, truth.TopLeft), Is.LessThan(near));
        Assert.That(Distance(sameWay.Quad.TopRight, truth.TopRight), Is.LessThan(near));
        Assert.That(Distance(sameWay.Quad.BottomRight, truth.BottomRight), Is.LessThan(near));
        Assert.That(Distance(sameWay.Quad.BottomLeft, truth.BottomLeft), Is.LessThan(near));
    }

    [Test]
    public void Finds_faint_ink_under_a_gradient_of_light()
    {
        var scene = new NumberScene(600, 400, paper: 0);
        scene.Draw("73150926", 120, 180, 40, 34, degrees: 4, ink: 1);
        for (int y = 0; y < 400; y++)
        {
            for (int x = 0; x < 600; x++)
            {
                scene.Image[x, y] = (byte)(90 + (x / 5) - (scene.Image[x, y] * 22));
            }
        }

        Assert.That(NumberLineFinder.Find(scene.Image)[0].GlyphCount, Is.EqualTo(8));
    }

    [Test]
    public void Finds_both_numbers_of_two_slips()
    {
        var scene = new NumberScene(1000, 900, paper: 210);
        Quad first = scene.Draw("10293847", 100, 120, 30, 26, degrees: 10, ink: 50);
        Quad second = scene.Draw("56473829", 700, 400, 24, 20, degrees: 75, ink: 80);

        IReadOnlyList<NumberLineCandidate> found = NumberLineFinder.Find(scene.Image);

        foreach (Quad truth in new[] { first, second })
        {
            Assert.That(found.Any(c => Distance(c.Quad.TopLeft, truth.TopLeft) < 5 && Distance(c.Quad.BottomRight, truth.BottomRight) < 5));
        }
    }

    [Test]
    public void Finds_a_small_number_on_a_large_page_that_is_shrunk()
    {
        var scene = new NumberScene(1300, 1700, paper: 220);
        Quad truth = scene.Draw("40816597", 300, 400, 11, 9, degrees: 1, ink: 60);

        IReadOnlyList<NumberLineCandidate> found = NumberLineFinder.Find(scene.Image);

        Assert.That(found.Any(c => Distance(c.Quad.TopLeft, truth.TopLeft) < 5 && Distance(c.Quad.BottomRight, truth.BottomRight) < 5));
    }

    [Test]
    public void Finds_nothing_on_empty_paper_and_in_pictures_too_small()
    {
        Assert.That(NumberLineFinder.Find(new NumberScene(700, 500, paper: 200).Image), Is.Empty);
        Assert.That(NumberLineFinder.Find(new GrayImage(1, 1)), Is.Empty);
        Assert.That(NumberLineFinder.Find(new GrayImage(23, 4000)), Is.Empty);
        Assert.That(NumberLineFinder.Find(new GrayImage(24, 24)), Is.Empty);
    }

    [Test]
    public void Survives_noise_and_patterns_of_every_width()
    {
        var random = new Random(7);
        foreach (int width in new[] { 24, 63, 64, 65, 127, 130, 257 })
        {
            var noise = new GrayImage(width, 150);
            random.NextBytes(noise.Pixels);
            var board = new GrayImage(width, 150);
            for (int i = 0; i < board.Pixels.Length; i++)
            {
                board.Pixels[i] = (byte)(((i % width / 6) + (i / width / 6)) % 2 * 255);
            }

            foreach (NumberLineCandidate candidate in NumberLineFinder.Find(noise).Concat(NumberLineFinder.Find(board)))
            {
                Assert.That(candidate.Score, Is.InRange(0, 1));
                Assert.That(candidate.CapHeight, Is.InRange(1, 150));
            }
        }
    }

    [Test]
    public void Returns_at_most_the_candidates_asked_for_best_first()
    {
        var scene = new NumberScene(800, 900, paper: 230);
        for (int i = 0; i < 12; i++)
        {
            scene.Draw("12345678", 100, 40 + (i * 70), 24 + i, 40, degrees: 0, ink: 40);
        }

        IReadOnlyList<NumberLineCandidate> found = NumberLineFinder.Find(scene.Image, new NumberLineFinderOptions { MaxCandidates = 5 });

        Assert.That(found, Has.Count.EqualTo(5));
        Assert.That(found.Select(c => c.Score), Is.Ordered.Descending);
    }

    [Test]
    public void Defaults_are_documented_values_and_faults_are_named()
    {
        Assert.That(NumberLineFinderOptions.Default, Is.EqualTo(new NumberLineFinderOptions { MaxCandidates = 40, WorkingPixels = 1_900_000 }));
        Assert.That(
            () => new NumberLineFinderOptions { MaxCandidates = 0 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("MaxCandidates ('0') must be greater than or equal to '1'."));
        Assert.That(
            () => new NumberLineFinderOptions { WorkingPixels = 9_999 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("WorkingPixels ('9999') must be greater than or equal to '10000'."));
    }

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
