using Microsoft.ML;
using MlNetInvoice.MLNet;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>Segmentation with Emgu CV as a step of an ML.NET pipeline.</summary>
public static class EmguTransformsCatalog
{
    /// <summary>
    /// Cuts a crop, the number's rectangle with some margin, into glyphs with <see cref="EmguSegmenter"/>. The step has the same columns as
    /// <see cref="InvoiceTransformsCatalog.SegmentInvoiceDigits"/>, so that <c>ClassifyDigits</c> follows either.
    /// </summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="options">Parameters of the segmenter; null takes the defaults.</param>
    /// <param name="normalizer">How a glyph becomes 28×28; null takes MNIST's convention. It must be the one that the model was trained with.</param>
    /// <inheritdoc cref="InvoiceTransformsCatalog.SegmentInvoiceDigits" path="/returns"/>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is not there; the message says what to add.</exception>
    public static IEstimator<ITransformer> SegmentInvoiceDigitsWithEmguCV(
        this TransformsCatalog catalog, MLContext mlContext, EmguSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(mlContext);
        NativeLibraryCheck.Require();
        var settings = new EmguSegmentationMapping.Settings(options ?? EmguSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return Payload.Stage(mlContext, PayloadText.Join(StageSettings.Write(settings), null), new EmguSegmentationMapping(), EmguSegmentationMapping.ContractName);
    }
}
