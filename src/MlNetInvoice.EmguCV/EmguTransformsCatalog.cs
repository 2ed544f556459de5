using Microsoft.ML;
using MlNetInvoice.MLNet;
using MlNetInvoice.OpenCv;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>Segmentation with Emgu CV as a step of an ML.NET pipeline.</summary>
public static class EmguTransformsCatalog
{
    /// <summary>
    /// Create an estimator which cuts each crop, the number's rectangle with some margin, into glyphs by OpenCV (<see cref="OpenCvSegmenter"/>) through Emgu CV.
    /// </summary>
    /// <inheritdoc cref="OpenCvTransformsCatalog.SegmentDigitsByOpenCv" path="/param"/>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is missing; the message says what to add.</exception>
    public static IEstimator<ITransformer> SegmentDigitsByEmguCV(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, OpenCvSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        NativeLibraryCheck.Require();
        string text = OpenCvSegmentationMapping.Describe(options, normalizer);
        return PictureStage.Create(inputColumnName ?? outputColumnName, text, new EmguSegmentationMapping(), EmguSegmentationMapping.ContractName)
            .Rename(outputColumnName, SegmentationStage.GlyphsColumn);
    }
}
