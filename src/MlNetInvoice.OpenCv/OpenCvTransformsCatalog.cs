using Microsoft.ML;
using MlNetInvoice.MLNet;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>Segmentation with OpenCV as a step of an ML.NET pipeline: <c>mlContext.Transforms.SegmentDigitsByOpenCv("Glyphs", "Image")</c>.</summary>
public static class OpenCvTransformsCatalog
{
    /// <summary>Create an estimator which cuts each crop, the number's rectangle with some margin, into glyphs by OpenCV (<see cref="OpenCvSegmenter"/>).</summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">
    /// Name of the column of the glyphs: a vector of 784 <see cref="float"/> per glyph, from left to right, ink 1 on paper 0, as
    /// <see cref="SegmentationTransformsCatalog.SegmentInvoiceDigits"/> gives it. Beside it <c>SegmentationStatus</c> (<c>read</c>, <c>notFound</c> or <c>invalid</c>),
    /// <c>SegmentationReason</c> and <c>SegmentationReasonCode</c> are added.
    /// </param>
    /// <param name="inputColumnName">Name of the column of the pictures: <c>MLImage</c>, bytes or path; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used.</param>
    /// <param name="options">Parameters of the segmenter; null takes the defaults.</param>
    /// <param name="normalizer">How a glyph becomes 28×28; null takes MNIST's convention. It must be the one that the model was trained with.</param>
    /// <exception cref="InvalidOperationException">OpenCvSharp's native library is missing; the message says what to add.</exception>
    public static IEstimator<ITransformer> SegmentDigitsByOpenCv(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, OpenCvSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        NativeLibraryCheck.Require();
        string text = OpenCvSegmentationMapping.Describe(options, normalizer);
        return PictureStage.Create(inputColumnName ?? outputColumnName, text, new OpenCvSegmentationMapping(), OpenCvSegmentationMapping.ContractName)
            .Rename(outputColumnName, SegmentationStage.GlyphsColumn);
    }
}
