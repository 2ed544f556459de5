using Microsoft.ML;
using MlNetInvoice.Models;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Steps of a pipeline from a picture to an invoice number. Input is <see cref="InvoiceImage"/>, output <see cref="InvoiceNumberPrediction"/>; all settings and models
/// travel in the .zip. (A catalog does not show its context to other libraries, therefore every method takes it.)
/// </summary>
public static class InvoiceTransformsCatalog
{
    /// <summary>
    /// Reads the invoice number off a photograph, or off a crop with <see cref="InvoiceReaderOptions.Crop"/>: everything from decoding to the number in one step, as
    /// <see cref="InvoiceReader"/> does it. A picture that cannot be decoded is a row with the status <c>invalid</c>, not an exception.
    /// </summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="options">How to read; null takes the defaults: a photograph, eight digits.</param>
    /// <param name="model">The model to read by, which then travels in the .zip; null takes the one that is embedded in the library.</param>
    /// <returns>A step that reads <c>Image</c> and <c>ImagePath</c> and adds the columns of <see cref="InvoiceNumberPrediction"/>.</returns>
    public static IEstimator<ITransformer> ReadInvoiceNumber(
        this TransformsCatalog catalog, MLContext mlContext, InvoiceReaderOptions? options = null, TrainedModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(mlContext);
        string text = PayloadText.Join(StageSettings.Write(options ?? InvoiceReaderOptions.Default), model);
        return Payload.Stage(mlContext, text, new ReadingMapping(), ReadingMapping.ContractName);
    }

    /// <summary>Cuts a crop, the number's rectangle with some margin, into glyphs by connected components (<see cref="ComponentSegmenter"/>).</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="options">Parameters of the segmenter; null takes the defaults.</param>
    /// <param name="normalizer">How a glyph becomes 28×28; null takes MNIST's convention. It must be the one that the model was trained with.</param>
    /// <returns>
    /// A step that reads <c>Image</c> and <c>ImagePath</c> and adds <c>Glyphs</c> (a vector of 784 <see cref="float"/> a glyph, from left to right, ink 1 on paper 0),
    /// <c>SegmentationStatus</c> (<c>read</c>, <c>notFound</c> or <c>invalid</c>) and <c>SegmentationReason</c>.
    /// </returns>
    public static IEstimator<ITransformer> SegmentInvoiceDigits(
        this TransformsCatalog catalog, MLContext mlContext, ComponentSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(mlContext);
        var settings = new ComponentSegmentationMapping.Settings(options ?? ComponentSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return Payload.Stage(
            mlContext, PayloadText.Join(StageSettings.Write(settings), null), new ComponentSegmentationMapping(), ComponentSegmentationMapping.ContractName);
    }

    /// <summary>Cuts a crop into glyphs by its rows and columns of ink, as the report does (<see cref="ProjectionSegmenter"/>): to compare with and to teach.</summary>
    /// <inheritdoc cref="SegmentInvoiceDigits(TransformsCatalog, MLContext, ComponentSegmenterOptions?, DigitNormalizerOptions?)"/>
    public static IEstimator<ITransformer> SegmentInvoiceDigitsByProjection(
        this TransformsCatalog catalog, MLContext mlContext, ProjectionSegmenterOptions? options = null, DigitNormalizerOptions? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(mlContext);
        var settings = new ProjectionSegmentationMapping.Settings(options ?? ProjectionSegmenterOptions.Default, normalizer ?? DigitNormalizerOptions.Mnist);
        return Payload.Stage(
            mlContext, PayloadText.Join(StageSettings.Write(settings), null), new ProjectionSegmentationMapping(), ProjectionSegmentationMapping.ContractName);
    }

    /// <summary>Classifies the glyphs of a segmentation by a network that was trained in a pipeline, and joins the digits to a number.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="network">The trained network, such as <c>trainer.Fit(data)</c>, or what <see cref="NetworkTransformer.TryUnwrap"/> finds in a loaded model.</param>
    /// <param name="options">How many digits and how sure; null takes the defaults.</param>
    /// <inheritdoc cref="ClassifyDigits(TransformsCatalog, MLContext, TrainedModel, DigitClassificationOptions?)" path="/returns|/exception"/>
    public static IEstimator<ITransformer> ClassifyDigits(
        this TransformsCatalog catalog, MLContext mlContext, NetworkTransformer network, DigitClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return catalog.ClassifyDigits(mlContext, network.TrainedModel, options);
    }

    /// <summary>Classifies the glyphs of a segmentation and joins the digits to a number.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="model">A network of 28×28 images whose first ten classes are the digits in order; it travels in the .zip.</param>
    /// <param name="options">How many digits and how sure; null takes the defaults.</param>
    /// <returns>A step that reads the columns of a segmentation and adds those of <see cref="InvoiceNumberPrediction"/>.</returns>
    /// <exception cref="ArgumentException">The model does not read digits of 28×28 pixels.</exception>
    public static IEstimator<ITransformer> ClassifyDigits(
        this TransformsCatalog catalog, MLContext mlContext, TrainedModel model, DigitClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Network.Definition.InputLength != DigitNormalizer.Length || !model.Manifest.Classes.Take(10).SequenceEqual(ModelManifest.DigitClasses))
        {
            throw new ArgumentException(
                $"Glyphs of 28×28 pixels want a network of such images whose first classes are 0 to 9, but this one takes {model.Network.Definition.InputLength} values "
                + $"and has the classes {string.Join(", ", model.Manifest.Classes.Take(10))}.",
                nameof(model));
        }

        string text = PayloadText.Join(StageSettings.Write(options ?? DigitClassificationOptions.Default), model);
        return Payload.Stage(mlContext, text, new ClassificationMapping(), ClassificationMapping.ContractName);
    }
}
