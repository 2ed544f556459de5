using Microsoft.ML;
using MlNetInvoice.Data;

namespace MlNetInvoice.MLNet;

/// <summary>Labelled images as an ML.NET data view.</summary>
public static class LabeledImagesExtensions
{
    /// <summary>Shows images as a data view, without copying them: floats are made row by row while the view is read.</summary>
    /// <param name="images">What to show; <see cref="LabeledImages.Rows"/> × <see cref="LabeledImages.Columns"/> values an image.</param>
    /// <param name="mlContext">The context to which the view belongs.</param>
    /// <param name="classNames">The names of the classes, in order; null names them by their numbers: 0, 1, 2 and so on.</param>
    /// <returns>
    /// A view with a known number of rows that can be shuffled. Columns: <c>Features</c>, a vector of <see cref="float"/> between 0 (paper) and 1 (ink) whose
    /// slots are named <c>r00c00</c>, <c>r00c01</c> and so on; and <c>Label</c>, a key that counts the classes from 1 and carries their names.
    /// </returns>
    /// <exception cref="ArgumentException">There is not one distinct name a class.</exception>
    public static IDataView ToDataView(this LabeledImages images, MLContext mlContext, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(mlContext);
        return new ImagesDataView(images, ClassNames.For(images.ClassCount, classNames));
    }
}
