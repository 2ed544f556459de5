using Emgu.CV;
using Emgu.CV.CvEnum;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.EmguCV;

/// <summary>
/// Emgu CV's <see cref="Mat"/> to and from the library's pictures. An error that OpenCV raises inside a native call ends the process on Linux and cannot be
/// caught, so every property of a <see cref="Mat"/> is checked here before its memory is read, and the pixels are converted in managed code.
/// </summary>
public static class MatConversions
{
    /// <summary>
    /// A picture as luminance (ITU-R BT.601, as JPEG defines it): one channel is copied, BGR is weighed, BGRA is laid over white first. Rows with padding and
    /// regions of a larger picture are read as they are.
    /// </summary>
    /// <param name="mat">An 8-bit picture of 1, 3 (BGR) or 4 (BGRA) channels. It is only read.</param>
    /// <exception cref="ArgumentException">The picture is empty, has more than two dimensions, another depth or another number of channels; the message says which.</exception>
    /// <exception cref="ObjectDisposedException">The picture was disposed.</exception>
    public static GrayImage ToGrayImage(this Mat mat)
    {
        MatPixels pixels = MatPixels.Of(mat);
        var image = new GrayImage(pixels.Width, pixels.Height);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = pixels.GetRow(y);
            Span<byte> target = image.GetRow(y);
            if (pixels.Channels == 1)
            {
                source.CopyTo(target);
                continue;
            }

            for (int x = 0; x < target.Length; x++)
            {
                ReadOnlySpan<byte> pixel = source.Slice(x * pixels.Channels, pixels.Channels);
                int luminance = ((4899 * pixel[2]) + (9617 * pixel[1]) + (1868 * pixel[0]) + 8192) >> 14;
                target[x] = pixels.Channels == 3 ? (byte)luminance : (byte)(255 + ((((luminance - 255) * pixel[3]) - 127) / 255));
            }
        }

        GC.KeepAlive(mat);
        return image;
    }

    /// <summary>A picture in colour: one channel becomes grey, BGR is reordered, BGRA is laid over white.</summary>
    /// <inheritdoc cref="ToGrayImage(Mat)"/>
    public static RgbImage ToRgbImage(this Mat mat)
    {
        MatPixels pixels = MatPixels.Of(mat);
        var image = new RgbImage(pixels.Width, pixels.Height);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = pixels.GetRow(y);
            Span<byte> target = image.GetRow(y);
            for (int x = 0; x < image.Width; x++)
            {
                ReadOnlySpan<byte> pixel = source.Slice(x * pixels.Channels, pixels.Channels);
                for (int c = 0; c < 3; c++)
                {
                    int value = pixel[pixels.Channels == 1 ? 0 : 2 - c];
                    target[(x * 3) + c] = pixels.Channels == 4 ? (byte)(255 + ((((value - 255) * pixel[3]) - 127) / 255)) : (byte)value;
                }
            }
        }

        GC.KeepAlive(mat);
        return image;
    }

    /// <summary>A luminance picture as a one-channel 8-bit <see cref="Mat"/> with memory of its own; the caller disposes it.</summary>
    /// <param name="image">The picture; its pixels are copied.</param>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is not there; the message says what to add.</exception>
    public static Mat ToMat(this GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        NativeLibraryCheck.Require();
        var mat = new Mat(image.Height, image.Width, DepthType.Cv8U, 1);
        MatPixels pixels = MatPixels.Of(mat);
        for (int y = 0; y < image.Height; y++)
        {
            image.GetRow(y).CopyTo(pixels.GetRow(y));
        }

        return mat;
    }

    /// <summary>A colour picture as a three-channel 8-bit <see cref="Mat"/> in OpenCV's order BGR, with memory of its own; the caller disposes it.</summary>
    /// <param name="image">The picture; its samples are copied.</param>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is not there; the message says what to add.</exception>
    public static Mat ToMat(this RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        NativeLibraryCheck.Require();
        var mat = new Mat(image.Height, image.Width, DepthType.Cv8U, 3);
        MatPixels pixels = MatPixels.Of(mat);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = image.GetRow(y);
            Span<byte> target = pixels.GetRow(y);
            for (int x = 0; x < source.Length; x += 3)
            {
                target[x] = source[x + 2];
                target[x + 1] = source[x + 1];
                target[x + 2] = source[x];
            }
        }

        return mat;
    }
}
