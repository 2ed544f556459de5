using System.Drawing;
using System.Numerics;
using System.Runtime.InteropServices;
using Emgu.CV;
using Emgu.CV.CvEnum;
using MlNetInvoice.Imaging;
using MlNetInvoice.OpenCv;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>OpenCV's operations through Emgu CV, for <see cref="OpenCvSegmenter"/>. Immutable; safe to share between threads: every call has matrices of its own.</summary>
public sealed class EmguCvOperations : IOpenCvOperations
{
    private const int StatColumns = 5;
    private static readonly Point _center = new(-1, -1);

    /// <summary>Makes the binding.</summary>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is missing; the message says what to add.</exception>
    public EmguCvOperations() => NativeLibraryCheck.Require();

    /// <inheritdoc/>
    public GrayImage Blur(GrayImage picture, int side) => Apply(picture, (source, result) => CvInvoke.Blur(source, result, new Size(side, side), _center));

    /// <inheritdoc/>
    public GrayImage Close(GrayImage picture, int side, bool isRound)
    {
        using Mat kernel = CvInvoke.GetStructuringElement(isRound ? ElementShape.Ellipse : ElementShape.Rectangle, new Size(side, side), _center);
        return Apply(picture, (source, result) => CvInvoke.MorphologyEx(source, result, MorphOp.Close, kernel, _center, 1, BorderType.Replicate, default));
    }

    /// <inheritdoc/>
    public GrayImage ThresholdBelowMean(GrayImage picture, int side, double offset) => Apply(
        picture, (source, result) => CvInvoke.AdaptiveThreshold(source, result, 255, AdaptiveThresholdType.MeanC, ThresholdType.BinaryInv, side, offset));

    /// <inheritdoc/>
    public IReadOnlyList<ConnectedComponent> FindComponents(GrayImage mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        using Mat picture = mask.ToMat();
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        int count = CvInvoke.ConnectedComponentsWithStats(picture, labels, stats, centroids);
        if (stats.Rows != count || stats.Cols != StatColumns || stats.Depth != DepthType.Cv32S || !stats.IsContinuous)
        {
            throw new InvalidOperationException($"OpenCV gave {stats.Rows}×{stats.Cols} statistics for {count} components, where {count}×{StatColumns} integers are expected.");
        }

        if (centroids.Rows != count || centroids.Cols != 2 || centroids.Depth != DepthType.Cv64F || !centroids.IsContinuous)
        {
            throw new InvalidOperationException($"OpenCV gave {centroids.Rows}×{centroids.Cols} centroids for {count} components, where {count}×2 doubles are expected.");
        }

        // Five integers a component: left, top, width, height, area; the first component is the paper.
        int[] values = new int[count * StatColumns];
        double[] centers = new double[count * 2];
        Marshal.Copy(stats.DataPointer, values, 0, values.Length);
        Marshal.Copy(centroids.DataPointer, centers, 0, centers.Length);
        var components = new ConnectedComponent[Math.Max(0, count - 1)];
        for (int i = 1; i < count; i++)
        {
            ReadOnlySpan<int> stat = values.AsSpan(i * StatColumns, StatColumns);
            components[i - 1] = new ConnectedComponent(
                new PixelBox(stat[0], stat[1], stat[2], stat[3]), stat[4], (float)centers[2 * i] + 0.5f, (float)centers[(2 * i) + 1] + 0.5f);
        }

        return components;
    }

    /// <inheritdoc/>
    public float FitSlope(IReadOnlyList<PixelPoint> points)
    {
        CvInvoke.FitLine([.. points.Select(point => new PointF(point.X, point.Y))], out PointF direction, out _, DistType.Huber, 0, 0.01, 0.01);
        return direction.X == 0 ? 90 : MathF.Atan(direction.Y / direction.X) * 180 / MathF.PI;
    }

    /// <inheritdoc/>
    public GrayImage Warp(GrayImage picture, int width, int height, Matrix3x2 toSource)
    {
        using var map = new Matrix<double>(new double[,] { { toSource.M11, toSource.M21, toSource.M31 }, { toSource.M12, toSource.M22, toSource.M32 } });
        return Apply(picture, (source, result) => CvInvoke.WarpAffine(source, result, map, new Size(width, height), Inter.Linear, Emgu.CV.CvEnum.Warp.InverseMap, BorderType.Replicate));
    }

    private static GrayImage Apply(GrayImage picture, Action<Mat, Mat> operation)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using Mat source = picture.ToMat();
        using var result = new Mat();
        operation(source, result);
        return result.ToGrayImage();
    }
}
