using Emgu.CV;
using Emgu.CV.CvEnum;
using MlNetInvoice.Imaging;
using MlNetInvoice.OpenCv;

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
        GrayImage image = Check(mat).ToGrayImage();
        GC.KeepAlive(mat);
        return image;
    }

    /// <summary>A picture in colour: one channel becomes grey, BGR is reordered, BGRA is laid over white.</summary>
    /// <inheritdoc cref="ToGrayImage(Mat)"/>
    public static RgbImage ToRgbImage(this Mat mat)
    {
        RgbImage image = Check(mat).ToRgbImage();
        GC.KeepAlive(mat);
        return image;
    }

    /// <summary>A luminance picture as a one-channel 8-bit <see cref="Mat"/> with memory of its own; the caller disposes it.</summary>
    /// <param name="image">The picture; its pixels are copied.</param>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is missing; the message says what to add.</exception>
    public static Mat ToMat(this GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        NativeLibraryCheck.Require();
        var mat = new Mat(image.Height, image.Width, DepthType.Cv8U, 1);
        Check(mat).Fill(image);
        return mat;
    }

    /// <summary>A colour picture as a three-channel 8-bit <see cref="Mat"/> in OpenCV's order BGR, with memory of its own; the caller disposes it.</summary>
    /// <param name="image">The picture; its samples are copied.</param>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is missing; the message says what to add.</exception>
    public static Mat ToMat(this RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        NativeLibraryCheck.Require();
        var mat = new Mat(image.Height, image.Width, DepthType.Cv8U, 3);
        Check(mat).Fill(image);
        return mat;
    }

    private static PixelMemory Check(Mat mat)
    {
        ArgumentNullException.ThrowIfNull(mat);
        ObjectDisposedException.ThrowIf(mat.Ptr == IntPtr.Zero, mat);
        if (mat.IsEmpty)
        {
            throw new ArgumentException("The Mat is empty; CvInvoke.Imdecode gives such a one for bytes that are no image.", nameof(mat));
        }

        if (mat.Dims != 2)
        {
            throw new ArgumentException($"The Mat has {mat.Dims} dimensions; a picture has 2.", nameof(mat));
        }

        if (mat.Depth != DepthType.Cv8U)
        {
            throw new ArgumentException($"The Mat has the depth {mat.Depth}; a picture has Cv8U: convert it with Mat.ConvertTo first.", nameof(mat));
        }

        if (mat.NumberOfChannels is not (1 or 3 or 4))
        {
            throw new ArgumentException($"The Mat has {mat.NumberOfChannels} channels; a picture has 1 (grey), 3 (BGR) or 4 (BGRA).", nameof(mat));
        }

        return mat.DataPointer != IntPtr.Zero && mat.Step >= (long)mat.Cols * mat.NumberOfChannels
            ? new PixelMemory(mat.DataPointer, mat.Step, mat.Cols, mat.Rows, mat.NumberOfChannels)
            : throw new ArgumentException($"The Mat has no memory for rows of {mat.Cols} pixels.", nameof(mat));
    }
}
