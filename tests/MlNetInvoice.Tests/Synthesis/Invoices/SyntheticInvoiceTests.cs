using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

public sealed class SyntheticInvoiceTests
{
    private static SyntheticInvoiceOptions Small(InvoiceKind? kind, float severity) =>
        new() { Kind = kind, Width = 360, Height = 480, MinimumSeverity = severity, MaximumSeverity = severity };

    [Test]
    public void The_defaults_are_as_documented()
    {
        var options = new SyntheticInvoiceOptions();
        Assert.Multiple(() =>
        {
            Assert.That((options.Kind, options.Number, options.Ideographs), Is.EqualTo(((InvoiceKind?)null, (string?)null, (Faces.PrintFace?)null)));
            Assert.That((options.Width, options.Height), Is.EqualTo((960, 1280)));
            Assert.That((options.MinimumSeverity, options.MaximumSeverity, options.MaximumTurn, options.QuarterTurnShare), Is.EqualTo((0f, 1f, 30f, 0f)));
            Assert.That(options.Fonts, Is.Empty);
        });
    }

    [TestCase(InvoiceKind.Electronic)]
    [TestCase(InvoiceKind.Traditional)]
    public void The_digits_stand_where_the_truth_says(InvoiceKind kind)
    {
        for (int i = 0; i < 4; i++)
        {
            SyntheticInvoice invoice = SyntheticInvoice.Generate(11, Small(kind, 0.2f), i);
            Quad quad = invoice.DigitsQuad!.Value;
            GrayImage strip = Unroll(invoice.Image, quad, 160, 20);
            // Between the digits there is paper, on them ink: columns differ, and dark ones are spread over the whole strip.
            int[] darkest = [.. Enumerable.Range(0, 160).Select(x => Enumerable.Range(2, 16).Min(y => strip[x, y]))];
            int paper = darkest.Max(), ink = darkest.Min(), middle = (paper + ink) / 2;
            Assert.Multiple(() =>
            {
                Assert.That(invoice.Kind, Is.EqualTo(kind));
                Assert.That(invoice.Number, Does.Match("^[A-Z]{2}-[0-9]{8}$"));
                Assert.That(paper - ink, Is.GreaterThan(40), $"picture {i}");
                for (int digit = 0; digit < 8; digit++)
                {
                    Assert.That(darkest[(digit * 20)..((digit * 20) + 20)].Min(), Is.LessThan(middle), $"picture {i}, digit {digit}");
                }
            });
        }
    }

    [Test]
    public void A_picture_depends_on_seed_options_and_index_alone()
    {
        SyntheticInvoice one = SyntheticInvoice.Generate(5, Small(null, 0.6f), 3), same = SyntheticInvoice.Generate(5, Small(null, 0.6f), 3);
        SyntheticInvoice next = SyntheticInvoice.Generate(5, Small(null, 0.6f), 4);
        Assert.Multiple(() =>
        {
            Assert.That(same.Image.Samples.SequenceEqual(one.Image.Samples), Is.True);
            Assert.That((same.Number, same.DigitsQuad, same.Severity), Is.EqualTo((one.Number, one.DigitsQuad, one.Severity)));
            Assert.That(next.Number, Is.Not.EqualTo(one.Number));
            Assert.That((one.Severity, one.IsMild), Is.EqualTo((0.6f, false)));
        });
    }

    [Test]
    public void A_negative_has_no_number_and_a_given_number_is_printed()
    {
        SyntheticInvoice negative = SyntheticInvoice.Generate(1, Small(InvoiceKind.Negative, 0.1f));
        SyntheticInvoice given = SyntheticInvoice.Generate(1, Small(InvoiceKind.Electronic, 0.1f) with { Number = "AB-12345678" });
        Assert.Multiple(() =>
        {
            Assert.That((negative.Number, negative.DigitsQuad), Is.EqualTo(((string?)null, (Quad?)null)));
            Assert.That(given.Number, Is.EqualTo("AB-12345678"));
        });
    }

    [Test]
    public void A_quarter_turn_takes_the_truth_along()
    {
        SyntheticInvoice upright = SyntheticInvoice.Generate(2, Small(InvoiceKind.Electronic, 0));
        SyntheticInvoice turned = SyntheticInvoice.Generate(2, Small(InvoiceKind.Electronic, 0) with { QuarterTurnShare = 1 });
        GrayImage one = Unroll(upright.Image, upright.DigitsQuad!.Value, 160, 20), other = Unroll(turned.Image, turned.DigitsQuad!.Value, 160, 20);
        double difference = one.Pixels.ToArray().Zip(other.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average();
        Assert.That(difference, Is.LessThan(12));
    }

    [Test]
    public void A_crop_holds_letters_and_digits_and_its_own_truth()
    {
        SyntheticInvoice whole = SyntheticInvoice.Generate(7, Small(InvoiceKind.Traditional, 0.1f)), crop = whole.CropNumber();
        Quad quad = crop.DigitsQuad!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(crop.Image.Width, Is.LessThan(whole.Image.Width));
            Assert.That(quad.TopLeft.X, Is.GreaterThan(0.2f * (quad.TopRight.X - quad.TopLeft.X)));
            Assert.That(
                Unroll(crop.Image, quad, 100, 20).Pixels.ToArray().Zip(Unroll(whole.Image, whole.DigitsQuad!.Value, 100, 20).Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max(),
                Is.LessThan(3));
        });
    }

    [Test]
    public void Impossible_options_are_refused_by_name() => Assert.Multiple(() =>
    {
        Assert.That(
            () => SyntheticInvoice.Generate(1, new SyntheticInvoiceOptions { MinimumSeverity = 0.9f, MaximumSeverity = 0.2f }),
            Throws.ArgumentException.With.Message.StartsWith("MinimumSeverity 0.9 exceeds MaximumSeverity 0.2."));
        Assert.That(
            () => new SyntheticInvoiceOptions { Number = "A1-12345678" },
            Throws.ArgumentException.With.Message.StartsWith("Number is \"A1-12345678\", but must be two capitals, a dash and eight digits."));
        Assert.That(
            () => new SyntheticInvoiceOptions { Width = 100 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Width is 100, but must lie between 200 and 6000."));
    });

    /// <summary>The green light under a quad, nearest pixel.</summary>
    private static GrayImage Unroll(RgbImage image, Quad quad, int width, int height)
    {
        ProjectiveTransform map = ProjectiveTransform.FromRectangle(quad, width, height);
        var strip = new GrayImage(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                PixelPoint at = map.Map(new PixelPoint(x + 0.5f, y + 0.5f));
                strip[x, y] = image.GetRow(Math.Clamp((int)at.Y, 0, image.Height - 1))[(3 * Math.Clamp((int)at.X, 0, image.Width - 1)) + 1];
            }
        }

        return strip;
    }
}
