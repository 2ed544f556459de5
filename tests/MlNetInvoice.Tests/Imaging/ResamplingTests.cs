using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

public class ResamplingTests
{
    [Test]
    public void Sizes_change_as_in_OpenCV_and_Pillow([Values] ResamplingFilter filter, [Values("20x20", "13x33", "90x70", "47x11")] string size)
    {
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm($"resampling/{filter.ToString().ToLowerInvariant()}-{size}.pgm");
        GrayImage resized = Resampling.Resize(Source(), width, height, filter);
        Assert.That((resized.Width, resized.Height), Is.EqualTo((width, height)));
        // Pillow rounds and clips between its two passes: where both overshoot at a sharp edge, that shows.
        bool clipsBetween = filter == ResamplingFilter.Bicubic && width > 47;
        (double mean, int largest) = Compare(resized.Pixels, expected);
        Assert.That(largest, Is.LessThanOrEqualTo(clipsBetween ? 8 : 1));
        Assert.That(mean, Is.LessThan(0.25));
    }

    [Test]
    public void Colours_are_averaged_channel_by_channel()
    {
        RgbImage source = ReferenceFiles.ReadColors("resampling/source.ppm");
        RgbImage resized = Resampling.Resize(source, 20, 20, ResamplingFilter.Area);
        Assert.That(ReferenceFiles.LargestDifference(resized.Samples, ReferenceFiles.ReadPnm("resampling/area-20x20.ppm").Samples), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void A_flat_picture_stays_flat([Values] ResamplingFilter filter, [Values(1, 7, 40, 100)] int width, [Values(1, 9, 64)] int height)
    {
        var image = new GrayImage(40, 30);
        image.Pixels.Fill(201);
        Assert.That(Resampling.Resize(image, width, height, filter).Pixels.ToArray(), Is.All.EqualTo(201));
    }

    [Test]
    public void A_quad_is_straightened_as_in_OpenCV()
    {
        var quad = new Quad(new PixelPoint(8.5f, 6), new PixelPoint(41, 3.5f), new PixelPoint(44, 25.5f), new PixelPoint(5, 29));
        GrayImage warped = Resampling.Warp(Source(), quad, 60, 40);
        // OpenCV rounds places to 1/32 of a pixel: at the steepest edges that is a few levels.
        (double mean, int largest) = Compare(warped.Pixels, ReferenceFiles.ReadPnm("resampling/warp-60x40.pgm").Samples);
        Assert.That(mean, Is.LessThan(0.7));
        Assert.That(largest, Is.LessThanOrEqualTo(8));
    }

    [Test]
    public void An_upright_quad_is_a_crop()
    {
        GrayImage source = Source();
        var box = new PixelBox(5, 7, 20, 11);
        Assert.That(Resampling.Warp(source, Quad.FromBox(box), 20, 11).Pixels.ToArray(), Is.EqualTo(source.Crop(box).Pixels.ToArray()));
    }

    [Test]
    public void A_large_quad_is_averaged_and_does_not_alias()
    {
        var stripes = new GrayImage(64, 64);
        for (int y = 0; y < 64; y++)
        {
            for (int x = 0; x < 64; x++)
            {
                stripes[x, y] = (byte)(x % 2 * 255);
            }
        }

        Assert.That(Resampling.Warp(stripes, Quad.FromBox(new PixelBox(0, 0, 64, 64)), 16, 16).Pixels.ToArray(), Is.All.InRange(127, 129));
    }

    [Test]
    public void Colours_and_greys_are_warped_alike()
    {
        GrayImage gray = Source();
        var color = new RgbImage(gray.Width, gray.Height);
        for (int i = 0; i < gray.Pixels.Length; i++)
        {
            color.Samples.Slice(i * 3, 3).Fill(gray.Pixels[i]);
        }

        var quad = new Quad(new PixelPoint(-3, 2), new PixelPoint(50, 0), new PixelPoint(44, 40), new PixelPoint(5, 29));
        byte[] expected = Resampling.Warp(gray, quad, 30, 22).Pixels.ToArray();
        byte[] actual = Resampling.Warp(color, quad, 30, 22).Samples.ToArray();
        Assert.That(actual.Where((_, i) => i % 3 == 1), Is.EqualTo(expected));
        Assert.That(
            Resampling.Rotate(color, 17).Samples.ToArray().Where((_, i) => i % 3 == 2), Is.EqualTo(Resampling.Rotate(gray, 17).Pixels.ToArray()));
    }

    [Test]
    public void A_quad_without_area_is_refused()
    {
        var line = new Quad(new PixelPoint(0, 0), new PixelPoint(10, 10), new PixelPoint(20, 20), new PixelPoint(5, 5));
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Resampling.Warp(Source(), line, 5, 5))!;
        Assert.That(fault.Message, Is.EqualTo("Three corners of the quad lie on one line; a quad needs an area. (Parameter 'quad')"));
    }

    [Test]
    public void Quarter_turns_are_exact_and_come_round([Values(1, 3)] int channels)
    {
        GrayImage gray = Source();
        RgbImage color = ReferenceFiles.ReadColors("resampling/source.ppm");
        for (int turns = -4; turns <= 4; turns++)
        {
            if (channels == 1)
            {
                GrayImage turned = Resampling.RotateQuarters(gray, turns);
                Assert.That(Resampling.RotateQuarters(turned, -turns).Pixels.ToArray(), Is.EqualTo(gray.Pixels.ToArray()));
            }
            else
            {
                RgbImage turned = Resampling.RotateQuarters(color, turns);
                Assert.That(Resampling.RotateQuarters(turned, -turns).Samples.ToArray(), Is.EqualTo(color.Samples.ToArray()));
            }
        }

        GrayImage clockwise = Resampling.RotateQuarters(gray, 1);
        Assert.That(clockwise[clockwise.Width - 1, 0], Is.EqualTo(gray[0, 0]));
        Assert.That(clockwise[0, 0], Is.EqualTo(gray[0, gray.Height - 1]));
    }

    [Test]
    public void A_turn_by_90_degrees_is_a_quarter_turn_clockwise()
    {
        GrayImage source = Source();
        GrayImage turned = Resampling.Rotate(source, 90);
        Assert.That((turned.Width, turned.Height), Is.EqualTo((source.Height, source.Width)));
        Assert.That(ReferenceFiles.LargestDifference(turned.Pixels, Resampling.RotateQuarters(source, 1).Pixels), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void Corners_that_a_turned_picture_does_not_cover_are_background()
    {
        GrayImage turned = Resampling.Rotate(new GrayImage(40, 20), 30, background: 77);
        Assert.That((turned.Width, turned.Height), Is.EqualTo((45, 38)));
        Assert.That(turned[0, 0], Is.EqualTo(77));
        Assert.That(turned[22, 19], Is.Zero);
    }

    [Test]
    public void Points_map_to_the_quad_and_back()
    {
        var quad = new Quad(new PixelPoint(8.5f, 6), new PixelPoint(41, 3.5f), new PixelPoint(44, 25.5f), new PixelPoint(5, 29));
        ProjectiveTransform map = ProjectiveTransform.FromRectangle(quad, 60, 40);
        Quad mapped = map.Map(Quad.FromBox(new PixelBox(0, 0, 60, 40)));
        AssertNear(mapped.TopLeft, quad.TopLeft);
        AssertNear(mapped.TopRight, quad.TopRight);
        AssertNear(mapped.BottomRight, quad.BottomRight);
        AssertNear(mapped.BottomLeft, quad.BottomLeft);
        AssertNear(map.Invert().Map(map.Map(new PixelPoint(12, 34))), new PixelPoint(12, 34));
    }

    private static GrayImage Source() => ReferenceFiles.ReadLuminance("resampling/source.pgm");

    private static (double Mean, int Largest) Compare(ReadOnlySpan<byte> actual, byte[] expected)
    {
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            sum += Math.Abs(actual[i] - expected[i]);
        }

        return (sum / expected.Length, ReferenceFiles.LargestDifference(actual, expected));
    }

    private static void AssertNear(PixelPoint actual, PixelPoint expected)
    {
        Assert.That(actual.X, Is.EqualTo(expected.X).Within(1e-3));
        Assert.That(actual.Y, Is.EqualTo(expected.Y).Within(1e-3));
    }

    [Test]
    public void A_projective_map_sends_the_corners_where_they_belong_and_back()
    {
        var quad = new Quad(new PixelPoint(10, 20), new PixelPoint(110, 5), new PixelPoint(130, 90), new PixelPoint(-5, 70));
        ProjectiveTransform map = ProjectiveTransform.FromRectangle(quad, 200, 100);
        PixelPoint corner = map.Map(new PixelPoint(200, 100)), back = map.Invert().Map(new PixelPoint(110, 5)), inside = map.Invert().Map(map.Map(new PixelPoint(50, 60)));
        Assert.Multiple(() =>
        {
            Assert.That((corner.X, corner.Y), Is.EqualTo((130f, 90f)).Within(1e-3));
            Assert.That((back.X, back.Y), Is.EqualTo((200f, 0f)).Within(1e-3));
            Assert.That((inside.X, inside.Y), Is.EqualTo((50f, 60f)).Within(1e-3));
        });
    }
}
