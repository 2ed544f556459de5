using Microsoft.ML;
using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>Reading invoice numbers as a step of a pipeline: <c>mlContext.Transforms.ReadInvoiceNumber("Number", "Image")</c>.</summary>
public static class InvoiceTransformsCatalog
{
    /// <summary>
    /// Create an estimator which reads the invoice number off each picture, exactly as <see cref="InvoiceReader"/> does. A picture that cannot be decoded is a row with the
    /// status <c>invalid</c>, not an exception. Options and model travel in the .zip.
    /// </summary>
    /// <param name="catalog">The transform's catalog.</param>
    /// <param name="outputColumnName">Name of the column of the number, a text. The other columns of <see cref="InvoiceNumberPrediction"/> are added beside it.</param>
    /// <param name="inputColumnName">
    /// Name of the column of the pictures; if set to <see langword="null"/>, the value of <paramref name="outputColumnName"/> is used. It holds an <c>MLImage</c> (as
    /// <c>LoadImages</c> gives it; its pixels are read as they are), the bytes of a PNG, JPEG, BMP or PNM file (a vector of <see cref="byte"/>), or the path of one (a text).
    /// </param>
    /// <param name="options">How to read; null takes the defaults: a photograph, eight digits.</param>
    /// <param name="model">The model to read by; null takes the one that is embedded in the library.</param>
    public static IEstimator<ITransformer> ReadInvoiceNumber(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, InvoiceReaderOptions? options = null, TrainedModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        string text = PayloadText.Join(StageSettings.Write(options ?? InvoiceReaderOptions.Default), model);
        return PictureStage.Create(inputColumnName ?? outputColumnName, text, new ReadingMapping(), ReadingMapping.ContractName)
            .Rename(outputColumnName, MappedPrediction.NumberColumn);
    }
}
