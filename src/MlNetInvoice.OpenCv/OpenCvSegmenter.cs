using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>
/// Cuts a line into glyphs with OpenCV: the paper's shading divided out, adaptive threshold, morphological closing (dots of a dot matrix), connected components, a
/// warp against skew, and cuts where glyphs touch. Finds the polarity itself. Immutable; safe to share between threads.
/// </summary>
public sealed class OpenCvSegmenter : ISegmenter
{
    private const int SmallestSide = 8;

    private readonly IOpenCvOperations _operations;
    private readonly OpenCvSegmenterOptions _options;

    /// <summary>Makes a segmenter.</summary>
    /// <param name="options">Parameters; null takes <see cref="OpenCvSegmenterOptions.Default"/>.</param>
    /// <param name="operations">The binding of OpenCV; null takes OpenCvSharp.</param>
    /// <exception cref="InvalidOperationException">OpenCvSharp's native library is missing; the message says what to add.</exception>
    public OpenCvSegmenter(OpenCvSegmenterOptions? options = null, IOpenCvOperations? operations = null)
    {
        if (operations is null)
        {
            NativeLibraryCheck.Require();
        }

        _operations = operations ?? new OpenCvSharpOperations();
        _options = options ?? OpenCvSegmenterOptions.Default;
    }

    /// <inheritdoc/>
    public GlyphSegmentation Segment(GrayImage line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Width < SmallestSide || line.Height < SmallestSide)
        {
            return new GlyphSegmentation
            {
                Ink = new GrayImage(line.Width, line.Height),
                Reason = $"A line of {line.Width}×{line.Height} pixels is too small for digits.",
            };
        }

        GrayImage darkInk = Flatten(IsInkLight(line) ? Thresholding.Invert(line) : line);
        GrayImage mask = Binarize(darkInk);
        IReadOnlyList<ConnectedComponent> components = _operations.FindComponents(mask);
        var rotation = new LineRotation(line.Width, line.Height, FootLine.Skew(_operations, components, _options.MaxSkewDegrees));
        if (!rotation.IsIdentity)
        {
            darkInk = _operations.Warp(darkInk, rotation.Width, rotation.Height, rotation.CentersToSource);
            mask = Binarize(darkInk);
            components = _operations.FindComponents(mask);
        }

        return new LevelLine(darkInk, mask, rotation).Describe(components, _options.SplitRatio);
    }

    // Ink is the smaller part of each neighbourhood, so it lies further from the local mean than paper does: the sign of the third moment tells its side. A shadow's
    // edge weighs on both sides alike.
    private bool IsInkLight(GrayImage line)
    {
        GrayImage mean = _operations.Blur(line, NeighbourhoodSide(line.Height));
        double moment = 0;
        for (int i = 0; i < mean.Pixels.Length; i++)
        {
            double difference = line.Pixels[i] - mean.Pixels[i];
            moment += difference * difference * difference;
        }

        return moment > 0;
    }

    // Divides by the paper, which is what a closing wider than a stroke leaves: shadows and gradients go.
    private GrayImage Flatten(GrayImage darkInk)
    {
        GrayImage paper = _operations.Close(darkInk, (darkInk.Height / 2) | 1, isRound: false);
        var flat = new GrayImage(darkInk.Width, darkInk.Height);
        for (int i = 0; i < flat.Pixels.Length; i++)
        {
            int light = paper.Pixels[i];
            flat.Pixels[i] = light == 0 ? (byte)0 : (byte)Math.Min(255, ((darkInk.Pixels[i] * 255) + (light / 2)) / light);
        }

        return flat;
    }

    private int NeighbourhoodSide(int height) => (Math.Max(3, (int)(_options.Neighbourhood * height)) / 2 * 2) + 1;

    private GrayImage Binarize(GrayImage darkInk)
    {
        (float _, float deviation) = new IntegralImage(darkInk).GetStatistics(0, 0, darkInk.Width, darkInk.Height);
        GrayImage mask = _operations.ThresholdBelowMean(darkInk, NeighbourhoodSide(darkInk.Height), Math.Max(4, _options.Offset * deviation));
        int closing = (int)MathF.Round(_options.Closing * darkInk.Height);

        // An even side would shift the ink by half a pixel.
        return closing < 2 ? mask : _operations.Close(mask, closing | 1, isRound: true);
    }
}
