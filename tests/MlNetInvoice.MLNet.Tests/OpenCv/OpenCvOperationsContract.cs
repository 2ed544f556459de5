using System.Numerics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>What every binding of OpenCV must answer, compared with the library's own managed code.</summary>
public abstract class OpenCvOperationsContract
{
    protected abstract IOpenCvOperations Operations { get; }

    [Test]
    public void Components_are_those_that_the_managed_code_finds()
    {
        GrayImage mask = Thresholding.Global(Noise(61, 37), 90);

        IEnumerable<ConnectedComponent> opencv = Operations.FindComponents(mask).OrderBy(c => (c.Box.Y, c.Box.X, c.Area, c.CenterX));
        ConnectedComponent[] managed = [.. ConnectedComponents.Find(mask).OrderBy(c => (c.Box.Y, c.Box.X, c.Area, c.CenterX))];

        Assert.That(managed, Has.Length.GreaterThan(20));
        Assert.That(opencv.Select(c => (c.Box, c.Area)), Is.EqualTo(managed.Select(c => (c.Box, c.Area))));
        Assert.That(opencv.Select(c => c.CenterX), Is.EqualTo(managed.Select(c => c.CenterX)).Within(1e-3f));
        Assert.That(opencv.Select(c => c.CenterY), Is.EqualTo(managed.Select(c => c.CenterY)).Within(1e-3f));
    }

    [Test]
    public void A_warp_looks_up_where_its_map_points_and_repeats_the_border()
    {
        GrayImage picture = Noise(7, 5);

        GrayImage quarter = Operations.Warp(picture, 5, 7, new Matrix3x2(0, 1, -1, 0, 6, 0));
        GrayImage moved = Operations.Warp(picture, 9, 5, Matrix3x2.CreateTranslation(-2.5f, 0));

        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 5; x++)
            {
                Assert.That(quarter[x, y], Is.EqualTo(picture[6 - y, x]), $"{x}, {y}");
            }
        }

        Assert.That((moved[0, 1], moved[2, 1]), Is.EqualTo((picture[0, 1], picture[0, 1])));
        Assert.That(moved[5, 3], Is.EqualTo((picture[2, 3] + picture[3, 3]) / 2).Within(1));
    }

    [Test]
    public void A_slope_is_fitted_robustly([Values(-30f, -4f, 0f, 7f, 60f)] float degrees)
    {
        PixelPoint[] points =
        [
            .. Enumerable.Range(0, 20).Select(i => new PixelPoint(i * 9, 50 + (i * 9 * MathF.Tan(degrees * MathF.PI / 180)))),
            new PixelPoint(90, 400 * MathF.Sign(degrees + 0.5f)),
        ];

        Assert.That(Operations.FitSlope(points), Is.EqualTo(degrees).Within(2.5f));
    }

    [Test]
    public void A_neighbourhood_decides_what_is_ink_and_closing_removes_what_is_narrow()
    {
        var picture = new GrayImage(21, 9);
        picture.Pixels.Fill(200);
        (picture[10, 4], picture[3, 4]) = (100, 197);

        GrayImage mean = Operations.Blur(picture, 3);
        GrayImage ink = Operations.ThresholdBelowMean(picture, 5, 10);
        GrayImage closed = Operations.Close(picture, 3, isRound: false);

        Assert.That((mean[10, 4], mean[11, 5], mean[12, 4]), Is.EqualTo(((byte)189, (byte)189, (byte)200)));
        Assert.That(ink.Pixels.ToArray().Index().Where(p => p.Item != 0), Is.EqualTo(new[] { ((4 * 21) + 10, (byte)255) }), "one pixel is 10 darker than its neighbourhood");
        Assert.That(closed.Pixels.ToArray(), Is.All.EqualTo(200));
        Assert.That(Operations.Close(picture, 3, isRound: true)[10, 4], Is.EqualTo(200));
    }

    [Test]
    public void Pictures_that_are_given_stay_as_they_are()
    {
        GrayImage picture = Noise(40, 20);
        byte[] before = picture.Pixels.ToArray();

        Operations.Blur(picture, 3);
        Operations.Close(picture, 3, isRound: true);
        Operations.ThresholdBelowMean(picture, 3, 5);
        Operations.FindComponents(picture);
        Operations.Warp(picture, 40, 20, Matrix3x2.Identity);

        Assert.That(picture.Pixels.ToArray(), Is.EqualTo(before));
        Assert.That(Operations.Warp(picture, 40, 20, Matrix3x2.Identity).Pixels.ToArray(), Is.EqualTo(before));
    }

    private static GrayImage Noise(int width, int height)
    {
        var image = new GrayImage(width, height);
        new Random(width).NextBytes(image.Pixels);
        return image;
    }
}
