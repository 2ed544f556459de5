using System.Numerics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using OpenCvSharp;

namespace MlNetInvoice.OpenCv;

/// <summary>OpenCV's operations through OpenCvSharp. Every call has matrices of its own.</summary>
internal sealed class OpenCvSharpOperations : IOpenCvOperations
{
    public GrayImage Blur(GrayImage picture, int side) => Apply(picture, (source, result) => Cv2.Blur(source, result, new Size(side, side)));

    public GrayImage Close(GrayImage picture, int side, bool isRound)
    {
        using Mat kernel = Cv2.GetStructuringElement(isRound ? MorphShapes.Ellipse : MorphShapes.Rect, new Size(side, side));
        return Apply(picture, (source, result) => Cv2.MorphologyEx(source, result, MorphTypes.Close, kernel, borderType: BorderTypes.Replicate));
    }

    public GrayImage ThresholdBelowMean(GrayImage picture, int side, double offset) => Apply(
        picture, (source, result) => Cv2.AdaptiveThreshold(source, result, 255, AdaptiveThresholdTypes.MeanC, ThresholdTypes.BinaryInv, side, offset));

    public IReadOnlyList<ConnectedComponent> FindComponents(GrayImage mask)
    {
        using Mat picture = mask.ToMat();
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        int count = Cv2.ConnectedComponentsWithStats(picture, labels, stats, centroids);

        // The first component is the paper.
        var components = new ConnectedComponent[Math.Max(0, count - 1)];
        for (int i = 1; i < count; i++)
        {
            var box = new PixelBox(
                stats.At<int>(i, (int)ConnectedComponentsTypes.Left),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Top),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Width),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Height));
            components[i - 1] = new ConnectedComponent(
                box, stats.At<int>(i, (int)ConnectedComponentsTypes.Area), (float)centroids.At<double>(i, 0) + 0.5f, (float)centroids.At<double>(i, 1) + 0.5f);
        }

        return components;
    }

    public float FitSlope(IReadOnlyList<PixelPoint> points)
    {
        Line2D line = Cv2.FitLine(points.Select(point => new Point2f(point.X, point.Y)), DistanceTypes.Huber, 0, 0.01, 0.01);
        return line.Vx == 0 ? 90 : (float)(Math.Atan(line.Vy / line.Vx) * 180 / Math.PI);
    }

    public GrayImage Warp(GrayImage picture, int width, int height, Matrix3x2 toSource)
    {
        using var map = new Mat(2, 3, MatType.CV_64FC1);
        map.Set(0, 0, (double)toSource.M11);
        map.Set(0, 1, (double)toSource.M21);
        map.Set(0, 2, (double)toSource.M31);
        map.Set(1, 0, (double)toSource.M12);
        map.Set(1, 1, (double)toSource.M22);
        map.Set(1, 2, (double)toSource.M32);
        return Apply(picture, (source, result) => Cv2.WarpAffine(
            source, result, map, new Size(width, height), InterpolationFlags.Linear | InterpolationFlags.WarpInverseMap, BorderTypes.Replicate));
    }

    private static GrayImage Apply(GrayImage picture, Action<Mat, Mat> operation)
    {
        using Mat source = picture.ToMat();
        using var result = new Mat();
        operation(source, result);
        return result.ToGrayImage();
    }
}
