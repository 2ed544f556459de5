using System.Numerics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>A binding of OpenCV that writes down what is asked of it.</summary>
internal sealed class CountingOperations : IOpenCvOperations
{
    private readonly OpenCvSharpOperations _inner = new();

    public List<string> Calls { get; } = [];

    public GrayImage Blur(GrayImage picture, int side) => Count(nameof(Blur), _inner.Blur(picture, side));

    public GrayImage Close(GrayImage picture, int side, bool isRound) => Count(nameof(Close), _inner.Close(picture, side, isRound));

    public GrayImage ThresholdBelowMean(GrayImage picture, int side, double offset) => Count(nameof(ThresholdBelowMean), _inner.ThresholdBelowMean(picture, side, offset));

    public IReadOnlyList<ConnectedComponent> FindComponents(GrayImage mask) => Count(nameof(FindComponents), _inner.FindComponents(mask));

    public float FitSlope(IReadOnlyList<PixelPoint> points) => Count(nameof(FitSlope), _inner.FitSlope(points));

    public GrayImage Warp(GrayImage picture, int width, int height, Matrix3x2 toSource) => Count(nameof(Warp), _inner.Warp(picture, width, height, toSource));

    private T Count<T>(string call, T result)
    {
        Calls.Add(call);
        return result;
    }
}
