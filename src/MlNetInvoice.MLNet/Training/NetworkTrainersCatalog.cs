using Microsoft.ML;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Convolutional and dense networks as trainers of ML.NET: <c>mlContext.MulticlassClassification.Trainers.LeNet5(mlContext)</c>. They are trained by this library's
/// managed engine, without native code. (A catalog does not show its context to other libraries, therefore every method takes it.)
/// </summary>
public static class NetworkTrainersCatalog
{
    /// <summary>
    /// LeNet-5 with ReLU and max pooling (LeCun, Bottou, Bengio, Haffner 1998, as commonly trained today; 61,706 weights), ten classes, 28×28 images.
    /// </summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="labelColumnName">Column of the labels: a key.</param>
    /// <param name="featureColumnName">Column of the images: a vector of 784 <see cref="float"/>, ink 1 on paper 0.</param>
    /// <returns>The trainer. Its output columns are <c>Score</c> (a probability a class, in the order 0…9 whatever the label's order) and <c>PredictedLabel</c> (a key in that order).</returns>
    public static NetworkTrainer LeNet5(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        string labelColumnName = "Label",
        string featureColumnName = "Features") => catalog.LeNet5(mlContext, Options(labelColumnName, featureColumnName));

    /// <summary>LeNet-5 with ReLU and max pooling, ten classes, 28×28 images.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="options">Columns and training.</param>
    /// <inheritdoc cref="LeNet5(MulticlassClassificationCatalog.MulticlassClassificationTrainers, MLContext, string, string)" path="/returns"/>
    public static NetworkTrainer LeNet5(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MLContext mlContext, NetworkTrainerOptions options) =>
        catalog.Network(mlContext, NetworkArchitectures.Get("lenet5"), options);

    /// <summary>LeNet-1 (LeCun et al. 1990; 3,246 weights), ten classes, 28×28 images.</summary>
    /// <inheritdoc cref="LeNet5(MulticlassClassificationCatalog.MulticlassClassificationTrainers, MLContext, string, string)"/>
    public static NetworkTrainer LeNet1(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        string labelColumnName = "Label",
        string featureColumnName = "Features") => catalog.LeNet1(mlContext, Options(labelColumnName, featureColumnName));

    /// <summary>LeNet-1 (LeCun et al. 1990; 3,246 weights), ten classes, 28×28 images.</summary>
    /// <inheritdoc cref="LeNet5(MulticlassClassificationCatalog.MulticlassClassificationTrainers, MLContext, NetworkTrainerOptions)"/>
    public static NetworkTrainer LeNet1(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MLContext mlContext, NetworkTrainerOptions options) =>
        catalog.Network(mlContext, NetworkArchitectures.Get("lenet1"), options);

    /// <summary>The dense baseline (784-512-512-256-256-128-128-10, ReLU), ten classes, 28×28 images.</summary>
    /// <inheritdoc cref="LeNet5(MulticlassClassificationCatalog.MulticlassClassificationTrainers, MLContext, string, string)"/>
    public static NetworkTrainer DenseNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        string labelColumnName = "Label",
        string featureColumnName = "Features") => catalog.DenseNetwork(mlContext, Options(labelColumnName, featureColumnName));

    /// <summary>The dense baseline (784-512-512-256-256-128-128-10, ReLU), ten classes, 28×28 images.</summary>
    /// <inheritdoc cref="LeNet5(MulticlassClassificationCatalog.MulticlassClassificationTrainers, MLContext, NetworkTrainerOptions)"/>
    public static NetworkTrainer DenseNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MLContext mlContext, NetworkTrainerOptions options) =>
        catalog.Network(mlContext, NetworkArchitectures.Get("mlp"), options);

    /// <summary>Any network of one input channel: an architecture by name (<see cref="NetworkArchitectures.Get"/>) or one's own layers.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="definition">What the network computes: image size, classes and layers.</param>
    /// <param name="options">Columns and training; null takes the defaults.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">The options are not valid (every fault is named), or the network has more than one input channel.</exception>
    public static NetworkTrainer Network(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        NetworkDefinition definition,
        NetworkTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NetworkTrainer(mlContext, definition, options ?? new NetworkTrainerOptions());
    }

    /// <summary>Several networks with several seeds side by side; the one that is best on validation rows is kept.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="mlContext">The context that the catalog belongs to.</param>
    /// <param name="options">Networks, seeds and training; null takes the defaults.</param>
    /// <returns>The sweep, an estimator.</returns>
    /// <exception cref="ArgumentException">The options are not valid (every fault is named), or a network has more than one input channel.</exception>
    public static NetworkSweepEstimator NetworkSweep(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MLContext mlContext, NetworkSweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NetworkSweepEstimator(mlContext, options ?? new NetworkSweepOptions());
    }

    private static NetworkTrainerOptions Options(string labelColumnName, string featureColumnName) =>
        new() { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName };
}
