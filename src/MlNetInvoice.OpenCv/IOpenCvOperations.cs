using System.Numerics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>
/// The operations of OpenCV that <see cref="OpenCvSegmenter"/> is made of. OpenCvSharp provides them by default; implement this interface to segment through another
/// binding of OpenCV. Implementations are safe to share between threads and give pictures of their own, never the ones they were given.
/// </summary>
public interface IOpenCvOperations
{
    /// <summary>The mean of each pixel's neighbourhood (<c>blur</c>).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Side of the neighbourhood, odd.</param>
    GrayImage Blur(GrayImage picture, int side);

    /// <summary>Morphological closing with the border replicated (<c>morphologyEx</c>): what is dark and narrower than the structuring element disappears.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Side of the structuring element, odd.</param>
    /// <param name="isRound">Whether the element is an ellipse instead of a rectangle.</param>
    GrayImage Close(GrayImage picture, int side, bool isRound);

    /// <summary>255 where a pixel is darker than the mean of its neighbourhood by more than the offset, else 0 (<c>adaptiveThreshold</c>).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Side of the neighbourhood, odd and at least 3.</param>
    /// <param name="offset">How much darker, in luminance.</param>
    GrayImage ThresholdBelowMean(GrayImage picture, int side, double offset);

    /// <summary>The 8-connected components of a mask (<c>connectedComponentsWithStats</c>), in any order.</summary>
    /// <param name="mask">Ink where a pixel is not 0.</param>
    IReadOnlyList<ConnectedComponent> FindComponents(GrayImage mask);

    /// <summary>The slope of the line through points, by Huber's robust distance (<c>fitLine</c>): -90 to 90 degrees, positive where the line falls to the right.</summary>
    /// <param name="points">At least two points.</param>
    float FitSlope(IReadOnlyList<PixelPoint> points);

    /// <summary>The picture seen through an affine map, bilinear with the border replicated (<c>warpAffine</c> with <c>WARP_INVERSE_MAP</c>).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="height">Height of the result.</param>
    /// <param name="toSource">From the result to the picture; pixel centres are whole numbers.</param>
    GrayImage Warp(GrayImage picture, int width, int height, Matrix3x2 toSource);
}
