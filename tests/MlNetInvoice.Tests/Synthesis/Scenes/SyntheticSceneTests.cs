using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

public sealed class SyntheticSceneTests
{
    private static readonly SceneOptions Small = new() { MinimumSide = 500, MaximumSide = 700 };

    [Test]
    public void A_scene_depends_on_seed_index_and_options_alone()
    {
        SyntheticScene[] scenes = new SyntheticScene[6];
        Parallel.For(0, 6, i => scenes[i] = SyntheticScene.Generate(SceneSeeds.Free, Small, i));
        for (int i = 0; i < 6; i++)
        {
            SyntheticScene again = SyntheticScene.Generate(SceneSeeds.Free, Small, i);
            Assert.Multiple(() =>
            {
                Assert.That(again.Image.Samples.SequenceEqual(scenes[i].Image.Samples), Is.True);
                Assert.That(again.Numbers, Is.EqualTo(scenes[i].Numbers));
                Assert.That(again.Rivals, Is.EqualTo(scenes[i].Rivals));
            });
        }

        Assert.That(scenes[0].Image.Samples.SequenceEqual(SyntheticScene.Generate(SceneSeeds.Free + 1, Small).Image.Samples), Is.False);
    }

    [TestCase(SceneKind.Certificate, 1, 1)]
    [TestCase(SceneKind.Register, 1, 1)]
    [TestCase(SceneKind.Form, 1, 1)]
    [TestCase(SceneKind.Office, 1, 1)]
    [TestCase(SceneKind.Several, 1, 6)]
    [TestCase(SceneKind.Pair, 2, 2)]
    [TestCase(SceneKind.List, 2, 9)]
    [TestCase(SceneKind.Negative, 0, 0)]
    public void Every_kind_shows_its_numbers_in_view(SceneKind kind, int least, int most)
    {
        for (int i = 0; i < 4; i++)
        {
            SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free, Small with { Kind = kind, MaximumSeverity = 0.4f }, i);
            Assert.Multiple(() =>
            {
                Assert.That(scene.Kind, Is.EqualTo(kind));
                Assert.That(scene.Numbers.Count, Is.InRange(least, most), $"scene {i}");
                Assert.That(scene.Numbers.Select(number => number.Number), Has.All.Match("^[A-Z]{2}-[0-9]{8}$"));
                Assert.That(scene.Numbers.SelectMany(number => Corners(number.DigitsQuad).Concat(Corners(number.LettersQuad))), Has.All.Matches<PixelPoint>(
                    point => point.X >= 0 && point.Y >= 0 && point.X <= scene.Image.Width && point.Y <= scene.Image.Height), $"scene {i}");
            });
        }
    }

    [Test]
    public void A_mild_number_of_sufficient_height_is_legible_and_stands_out_where_its_truth_says()
    {
        int legible = 0, wanted = 0;
        foreach (SceneKind kind in (SceneKind[])[SceneKind.Certificate, SceneKind.Register, SceneKind.Form, SceneKind.List])
        {
            SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free, Small with { Kind = kind, MinimumSide = 900, MaximumSide = 1000, MaximumSeverity = 0.2f }, 2);
            foreach (SceneNumber number in scene.Numbers)
            {
                wanted++;
                legible += number.IsLegible ? 1 : 0;
                Assert.That(Spread(scene.Image, number.DigitsQuad), Is.GreaterThan(0.5 * number.Contrast), $"{kind} {number.Number}");
            }
        }

        Assert.That(legible, Is.EqualTo(wanted));
    }

    [Test]
    public void A_pair_off_one_roll_has_one_pair_of_letters_and_numbers_near_each_other()
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free, Small with { Kind = SceneKind.Pair }, 1);
        int[] numbers = [.. scene.Numbers.Select(number => int.Parse(number.Digits, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Multiple(() =>
        {
            Assert.That(scene.Numbers[0].Letters, Is.EqualTo(scene.Numbers[1].Letters));
            Assert.That(Math.Abs(numbers[0] - numbers[1]), Is.InRange(1, 9));
        });
    }

    [Test]
    public void A_quarter_of_the_scenes_has_no_invoice_and_rivals_are_of_every_kind()
    {
        SyntheticScene[] scenes = new SyntheticScene[60];
        Parallel.For(0, scenes.Length, i => scenes[i] = SyntheticScene.Generate(SceneSeeds.Free, new SceneOptions { MinimumSide = 400, MaximumSide = 400 }, i));
        Assert.Multiple(() =>
        {
            Assert.That(scenes.Count(scene => scene.Kind == SceneKind.Negative), Is.InRange(7, 25));
            Assert.That(scenes.Select(scene => scene.Kind).Distinct().Count(), Is.EqualTo(8));
            Assert.That(scenes.SelectMany(scene => scene.Rivals).Select(rival => rival.Kind).Distinct().Count(), Is.EqualTo(6));
            Assert.That(scenes.Where(scene => scene.Kind == SceneKind.Negative).SelectMany(scene => scene.Numbers), Is.Empty);
        });
    }

    [Test]
    public void Impossible_options_are_refused_by_name() => Assert.Multiple(() =>
    {
        Assert.That(
            () => SyntheticScene.Generate(1, new SceneOptions { MinimumSeverity = 0.9f, MaximumSeverity = 0.2f }),
            Throws.ArgumentException.With.Message.StartsWith("MinimumSeverity 0.9 exceeds MaximumSeverity 0.2."));
        Assert.That(
            () => SyntheticScene.Generate(1, new SceneOptions { MinimumSide = 900, MaximumSide = 800 }),
            Throws.ArgumentException.With.Message.StartsWith("MinimumSide 900 exceeds MaximumSide 800."));
        Assert.That(
            () => new SceneOptions { NegativeShare = 1.5f },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("NegativeShare is 1.5, but must lie between 0 and 1."));
    });

    [Test]
    public void Defaults_are_those_that_the_documentation_states()
    {
        var options = new SceneOptions();
        Assert.That(
            (options.Kind, options.NegativeShare, options.MinimumSide, options.MaximumSide, options.MinimumSeverity, options.MaximumSeverity, options.MaximumTurn, options.QuarterTurnShare, options.Fonts.Count, options.Ideographs.Count),
            Is.EqualTo(((SceneKind?)null, 0.25f, 900, 3000, 0f, 1f, 30f, 0f, 0, 0)));
    }

    private static PixelPoint[] Corners(Quad quad) => [quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft];

    /// <summary>Difference between the lightest and the darkest green of a quad's bounds, 0 to 1.</summary>
    private static double Spread(RgbImage image, Quad quad)
    {
        PixelPoint[] corners = Corners(quad);
        byte low = 255, high = 0;
        for (int y = (int)corners.Min(p => p.Y); y < (int)corners.Max(p => p.Y); y++)
        {
            ReadOnlySpan<byte> row = image.GetRow(y);
            for (int x = (int)corners.Min(p => p.X); x < (int)corners.Max(p => p.X); x++)
            {
                low = Math.Min(low, row[(3 * x) + 1]);
                high = Math.Max(high, row[(3 * x) + 1]);
            }
        }

        return (high - low) / 255.0;
    }
}
