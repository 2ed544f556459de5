using Microsoft.ML;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Cutting crops into glyphs as a step of a pipeline: the first half of the classical way, which <see cref="ClassificationTransformsCatalog"/> ends.</summary>
public static class SegmentationTransformsCatalog
{
    /// <summary>
    /// Create an estimator which cuts each crop, the number's rectangle with some margin, into glyphs by connected components (<see cref="ComponentSegmenter"/>).
    /// </summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">
    /// Name of the column of the glyphs: a vector of 784 <see cref="float"/> per glyph, from left to right, ink 1 on paper 0. Beside it <c>SegmentationStatus</c>
    /// (<c>read</c>, <c>notFound</c> or <c>invalid</c>), <c>SegmentationReason</c> and <c>SegmentationReasonCode</c> are added.
    /// </param>
    /// <param name="inputColumnName">Name of the column of the pictures: <c>MLImage</c>, bytes or path; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used.</param>
    /// <param name="options">Parameters of the segmenter; null takes the defaults.</param>
    /// <param name="normalizer">How a glyph becomes 28×28; null takes MNIST's convention. It must be the one that the model was trained with.</param>
    public static IEstimator<ITransformer> SegmentInvoiceDigits(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, ComponentSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        var settings = new ComponentSegmentationMapping.Settings(options ?? ComponentSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return PictureStage.Create(
                inputColumnName ?? outputColumnName, PayloadText.Join(StageSettings.Write(settings), null), new ComponentSegmentationMapping(), ComponentSegmentationMapping.ContractName)
            .Rename(outputColumnName, SegmentationStage.GlyphsColumn);
    }

    /// <summary>Create an estimator which cuts each crop into glyphs by its rows and columns of ink (<see cref="ProjectionSegmenter"/>): to compare with and to teach.</summary>
    /// <inheritdoc cref="SegmentInvoiceDigits(TransformsCatalog, string, string?, ComponentSegmenterOptions?, DigitNormalizerOptions?)"/>
    public static IEstimator<ITransformer> SegmentInvoiceDigitsByProjection(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, ProjectionSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        var settings = new ProjectionSegmentationMapping.Settings(options ?? ProjectionSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return PictureStage.Create(
                inputColumnName ?? outputColumnName, PayloadText.Join(StageSettings.Write(settings), null), new ProjectionSegmentationMapping(), ProjectionSegmentationMapping.ContractName)
            .Rename(outputColumnName, SegmentationStage.GlyphsColumn);
    }
}
