using Microsoft.ML;
using MlNetInvoice.Models;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Classifying the glyphs of a segmentation (<see cref="SegmentationTransformsCatalog"/>) as a step of a pipeline.</summary>
public static class ClassificationTransformsCatalog
{
    /// <summary>Create an estimator which classifies glyphs by a network that was trained in a pipeline, and joins the digits to a number.</summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">Name of the column of the number, a text. The other columns of <see cref="InvoiceNumberPrediction"/> are added beside it.</param>
    /// <param name="network">The trained network, such as <c>trainer.Fit(data)</c>, or what <see cref="NetworkTransformer.TryUnwrap"/> finds in a loaded model; it travels in the .zip.</param>
    /// <param name="inputColumnName">Name of the column of the glyphs; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used.</param>
    /// <param name="options">How many digits and how sure; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The network does not read digits of 28×28 pixels.</exception>
    public static IEstimator<ITransformer> ClassifyDigits(
        this TransformsCatalog catalog, string outputColumnName, NetworkTransformer network, string? inputColumnName = null, DigitClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return catalog.ClassifyDigits(outputColumnName, network.TrainedModel, inputColumnName, options);
    }

    /// <summary>Create an estimator which classifies glyphs by a model, and joins the digits to a number.</summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">Name of the column of the number, a text. The other columns of <see cref="InvoiceNumberPrediction"/> are added beside it.</param>
    /// <param name="model">A network of 28×28 images whose first ten classes are the digits in order; it travels in the .zip.</param>
    /// <param name="inputColumnName">Name of the column of the glyphs; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used.</param>
    /// <param name="options">How many digits and how sure; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The model does not read digits of 28×28 pixels.</exception>
    public static IEstimator<ITransformer> ClassifyDigits(
        this TransformsCatalog catalog, string outputColumnName, TrainedModel model, string? inputColumnName = null, DigitClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Network.Definition.InputLength != DigitNormalizer.Length || !model.Manifest.Classes.Take(10).SequenceEqual(ModelManifest.DigitClasses))
        {
            throw new ArgumentException(
                $"Glyphs of 28×28 pixels require a network of such images whose first classes are 0 to 9, but this one takes {model.Network.Definition.InputLength} values "
                + $"and has the classes {string.Join(", ", model.Manifest.Classes.Take(10))}.",
                nameof(model));
        }

        MLContext mlContext = TransformsContext.Shared;
        string text = PayloadText.Join(StageSettings.Write(options ?? DigitClassificationOptions.Default), model);
        return mlContext.Transforms.CopyColumns(ClassificationMapping.GlyphsColumn, inputColumnName ?? outputColumnName)
            .Append(Payload.Stage(mlContext, text, new ClassificationMapping(), ClassificationMapping.ContractName))
            .Append(mlContext.Transforms.DropColumns(ClassificationMapping.GlyphsColumn))
            .Rename(outputColumnName, MappedPrediction.NumberColumn);
    }
}
