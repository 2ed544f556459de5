using Microsoft.ML;
using MlNetInvoice.Data;

namespace MlNetInvoice.MLNet;

/// <summary>The two halves of MNIST as ML.NET data views.</summary>
/// <remarks>
/// Each view has the columns <c>Features</c> (vector of 784 <see cref="float"/>, row-major, ink 1 on paper 0, slots named by their row and column) and
/// <c>Label</c> (key of the ten digits in the order 0…9, so that the key's number is the digit plus 1). The files are read and checked at once and kept
/// as bytes; floats are made row by row while a view is read, so the 60,000 images take 47 MB and not 188. Immutable; safe to share between threads.
/// </remarks>
public sealed class MnistDataView
{
    private MnistDataView(IDataView training, IDataView test)
    {
        Training = training;
        Test = test;
    }

    /// <summary>The training images: 60,000 in MNIST.</summary>
    public IDataView Training { get; }

    /// <summary>The test images: 10,000 in MNIST.</summary>
    public IDataView Test { get; }

    /// <summary>Loads all four files of a folder.</summary>
    /// <param name="mlContext">The context to which the views belong.</param>
    /// <param name="folder">Holds MNIST's four IDX files by their classic names, plain or <c>.gz</c>.</param>
    /// <exception cref="InvalidDataSetException">A file is missing or damaged, or images and labels do not fit each other.</exception>
    public static MnistDataView Load(MLContext mlContext, string folder)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        MnistData data = Mnist.Load(folder);
        return new MnistDataView(data.Training.ToDataView(mlContext), data.Test.ToDataView(mlContext));
    }
}
