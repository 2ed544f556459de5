using Microsoft.ML;
using MlNetInvoice.MLNet;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>Segmentation with Emgu CV as a step of an ML.NET pipeline.</summary>
public static class EmguTransformsCatalog
{
    /// <summary>
    /// Cuts a crop, the number's rectangle with some margin, into glyphs with <see cref="EmguSegmenter"/>. The step has the same columns as
    /// <see cref="SegmentationTransformsCatalog.SegmentInvoiceDigits"/>, so that <c>ClassifyDigits</c> follows either.
    /// </summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">Name of the column of the glyphs.</param>
    /// <param name="inputColumnName">Name of the column of the pictures: <c>MLImage</c>, bytes or path; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used.</param>
    /// <param name="options">Parameters of the segmenter; null takes the defaults.</param>
    /// <param name="normalizer">How a glyph becomes 28×28; null takes MNIST's convention. It must be the one that the model was trained with.</param>
    /// <inheritdoc cref="SegmentationTransformsCatalog.SegmentInvoiceDigits" path="/returns"/>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is not there; the message says what to add.</exception>
    public static IEstimator<ITransformer> SegmentInvoiceDigitsWithEmguCV(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, EmguSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        NativeLibraryCheck.Require();
        var settings = new EmguSegmentationMapping.Settings(options ?? EmguSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return PictureStage.Create(
                inputColumnName ?? outputColumnName, PayloadText.Join(StageSettings.Write(settings), null), new EmguSegmentationMapping(), EmguSegmentationMapping.ContractName)
            .Rename(outputColumnName, SegmentationStage.GlyphsColumn);
    }
}
