namespace MlNetInvoice.Imaging;

/// <summary>Changes the size, place and direction of pictures. Every method returns a new picture (or the same one where nothing changes); thread-safe.</summary>
public static class Resampling
{
    /// <summary>Changes the size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New width, at least 1.</param>
    /// <param name="height">New height, at least 1.</param>
    /// <param name="filter">How; <see cref="ResamplingFilter.Area"/> for shrinking.</param>
    public static GrayImage Resize(GrayImage image, int width, int height, ResamplingFilter filter)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (width == image.Width && height == image.Height)
        {
            return image;
        }

        var result = new GrayImage(width, height);
        SeparableResampler.Run(
            image.Pixels, new AxisWeights(image.Width, width, filter), new AxisWeights(image.Height, height, filter), image.Width, 1, result.Pixels, width);
        return result;
    }

    /// <summary>Changes the size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New width, at least 1.</param>
    /// <param name="height">New height, at least 1.</param>
    /// <param name="filter">How; <see cref="ResamplingFilter.Area"/> for shrinking.</param>
    public static RgbImage Resize(RgbImage image, int width, int height, ResamplingFilter filter)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (width == image.Width && height == image.Height)
        {
            return image;
        }

        var result = new RgbImage(width, height);
        SeparableResampler.Run(
            image.Samples, new AxisWeights(image.Width, width, filter), new AxisWeights(image.Height, height, filter), image.Width, 3, result.Samples, width);
        return result;
    }

    /// <summary>
    /// Cuts a quad out and straightens it. Samples are bilinear, averaged over several a pixel where the quad is larger than the result. The quad may
    /// reach past the picture, whose edges are then repeated; a margin is the caller's, by a larger quad.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="quad">What becomes the result's four corners, in the picture's coordinates.</param>
    /// <param name="width">Width of the result, at least 1.</param>
    /// <param name="height">Height of the result, at least 1.</param>
    /// <exception cref="ArgumentException">Three corners of the quad lie on one line.</exception>
    public static GrayImage Warp(GrayImage image, Quad quad, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = new GrayImage(width, height);
        (int across, int down) = SamplesFor(quad, width, height);
        var source = new SampledSource(image.Pixels, image.Width, image.Height, 1, null);
        ProjectiveSampler.Run(source, ProjectiveTransform.FromRectangle(quad, width, height), result.Pixels, width, across, down);
        return result;
    }

    /// <summary>Cuts a quad out of a colour picture and straightens it, as <see cref="Warp(GrayImage, Quad, int, int)"/> does.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quad">What becomes the result's four corners, in the picture's coordinates.</param>
    /// <param name="width">Width of the result, at least 1.</param>
    /// <param name="height">Height of the result, at least 1.</param>
    /// <exception cref="ArgumentException">Three corners of the quad lie on one line.</exception>
    public static RgbImage Warp(RgbImage image, Quad quad, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = new RgbImage(width, height);
        (int across, int down) = SamplesFor(quad, width, height);
        var source = new SampledSource(image.Samples, image.Width, image.Height, 3, null);
        ProjectiveSampler.Run(source, ProjectiveTransform.FromRectangle(quad, width, height), result.Samples, width, across, down);
        return result;
    }

    /// <summary>Turns a picture about its middle by any angle; the result is as large as the turned picture needs, and its middle is the old one.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="degrees">Clockwise, in degrees.</param>
    /// <param name="background">Luminance of the corners that the picture does not cover.</param>
    public static GrayImage Rotate(GrayImage image, double degrees, byte background = 255)
    {
        ArgumentNullException.ThrowIfNull(image);
        (Quad quad, int width, int height) = RotationQuad(image.Width, image.Height, degrees);
        var result = new GrayImage(width, height);
        var source = new SampledSource(image.Pixels, image.Width, image.Height, 1, background);
        ProjectiveSampler.Run(source, ProjectiveTransform.FromRectangle(quad, width, height), result.Pixels, width, 1, 1);
        return result;
    }

    /// <summary>Turns a colour picture about its middle by any angle, as <see cref="Rotate(GrayImage, double, byte)"/> does.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="degrees">Clockwise, in degrees.</param>
    /// <param name="background">Grey of the corners that the picture does not cover.</param>
    public static RgbImage Rotate(RgbImage image, double degrees, byte background = 255)
    {
        ArgumentNullException.ThrowIfNull(image);
        (Quad quad, int width, int height) = RotationQuad(image.Width, image.Height, degrees);
        var result = new RgbImage(width, height);
        var source = new SampledSource(image.Samples, image.Width, image.Height, 3, background);
        ProjectiveSampler.Run(source, ProjectiveTransform.FromRectangle(quad, width, height), result.Samples, width, 1, 1);
        return result;
    }

    /// <summary>Turns a picture by quarter turns, exactly.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="clockwiseTurns">Quarter turns clockwise; negative for counter-clockwise.</param>
    public static GrayImage RotateQuarters(GrayImage image, int clockwiseTurns) => Orient(image, QuarterTurns(clockwiseTurns));

    /// <summary>Turns a colour picture by quarter turns, exactly.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="clockwiseTurns">Quarter turns clockwise; negative for counter-clockwise.</param>
    public static RgbImage RotateQuarters(RgbImage image, int clockwiseTurns) => Orient(image, QuarterTurns(clockwiseTurns));

    /// <summary>Makes a picture stand upright.</summary>
    /// <param name="image">The picture as stored.</param>
    /// <param name="orientation">How it must be turned or mirrored.</param>
    public static GrayImage Orient(GrayImage image, ImageOrientation orientation)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (orientation == ImageOrientation.Upright)
        {
            return image;
        }

        bool isTurned = orientation >= ImageOrientation.Transposed;
        var result = new GrayImage(isTurned ? image.Height : image.Width, isTurned ? image.Width : image.Height);
        OrientationMover.Run(image.Pixels, image.Width, image.Height, 1, orientation, result.Pixels);
        return result;
    }

    /// <summary>Makes a colour picture stand upright.</summary>
    /// <param name="image">The picture as stored.</param>
    /// <param name="orientation">How it must be turned or mirrored.</param>
    public static RgbImage Orient(RgbImage image, ImageOrientation orientation)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (orientation == ImageOrientation.Upright)
        {
            return image;
        }

        bool isTurned = orientation >= ImageOrientation.Transposed;
        var result = new RgbImage(isTurned ? image.Height : image.Width, isTurned ? image.Width : image.Height);
        OrientationMover.Run(image.Samples, image.Width, image.Height, 3, orientation, result.Samples);
        return result;
    }

    private static ImageOrientation QuarterTurns(int clockwiseTurns) => (clockwiseTurns & 3) switch
    {
        1 => ImageOrientation.NeedsClockwiseTurn,
        2 => ImageOrientation.HalfTurned,
        3 => ImageOrientation.NeedsCounterClockwiseTurn,
        _ => ImageOrientation.Upright,
    };

    private static (int Across, int Down) SamplesFor(Quad quad, int width, int height) => (
        ProjectiveSampler.SamplesFor(Math.Max(Length(quad.TopLeft, quad.TopRight), Length(quad.BottomLeft, quad.BottomRight)), width),
        ProjectiveSampler.SamplesFor(Math.Max(Length(quad.TopLeft, quad.BottomLeft), Length(quad.TopRight, quad.BottomRight)), height));

    private static double Length(PixelPoint from, PixelPoint to) => Math.Sqrt(Math.Pow((double)from.X - to.X, 2) + Math.Pow((double)from.Y - to.Y, 2));

    /// <summary>The rectangle, turned the other way about the picture's middle, whose content becomes the result.</summary>
    private static (Quad Quad, int Width, int Height) RotationQuad(int width, int height, double degrees)
    {
        if (!double.IsFinite(degrees))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "An angle must be a finite number of degrees.");
        }

        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        int newWidth = (int)Math.Ceiling((Math.Abs(width * cosine) + Math.Abs(height * sine)) - 1e-6);
        int newHeight = (int)Math.Ceiling((Math.Abs(width * sine) + Math.Abs(height * cosine)) - 1e-6);
        PixelPoint Corner(double x, double y) => new(
            (float)((width / 2.0) + (x * cosine) + (y * sine)),
            (float)((height / 2.0) - (x * sine) + (y * cosine)));
        double right = newWidth / 2.0;
        double bottom = newHeight / 2.0;
        return (new Quad(Corner(-right, -bottom), Corner(right, -bottom), Corner(right, bottom), Corner(-right, bottom)), newWidth, newHeight);
    }
}
