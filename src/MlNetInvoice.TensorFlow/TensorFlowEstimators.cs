using Microsoft.ML;
using MlNetInvoice.MLNet;
using MlNetInvoice.Models;
using MlNetInvoice.Models.TensorFlow;
using MlNetInvoice.Networks;

namespace MlNetInvoice.TensorFlow;

/// <summary>Networks that were trained by this library, scored by TensorFlow inside an ML.NET pipeline.</summary>
/// <remarks>
/// Training runs in this library's own engine and not in TensorFlow: ML.NET's TensorFlow binding can score frozen graphs, but not train a convolutional network from
/// scratch, and the managed engine needs no native library. This step is for those who want TensorFlow to score in production, or compare the two.
/// </remarks>
public static class TensorFlowEstimators
{
    /// <summary>
    /// The pipeline step in which TensorFlow scores a network: the network is written as a frozen graph (<see cref="GraphDefExporter"/>), loaded by ML.NET's
    /// <c>ScoreTensorFlowModel</c>, and travels in the .zip of the pipeline.
    /// </summary>
    /// <param name="network">A trained network of one input channel.</param>
    /// <param name="mlContext">The context.</param>
    /// <param name="featureColumnName">Column of the images: a vector of <see cref="float"/> of the network's input length, ink 1 on paper 0.</param>
    /// <param name="classNames">The classes in the order of the scores; null names them by their numbers.</param>
    /// <returns>
    /// A step that adds <c>Score</c> (a probability per class, in that order) and <c>PredictedLabel</c> (a key in that order, carrying the names), as the network's own
    /// transformer does. It holds a native session, which is freed when the fitted transformer is disposed.
    /// </returns>
    /// <exception cref="ArgumentException">There is not one distinct name per class, or the network has more than one input channel.</exception>
    /// <exception cref="InvalidOperationException">TensorFlow's native library is missing; the message says what to add.</exception>
    public static IEstimator<ITransformer> ToTensorFlowEstimator(
        this Network network, MLContext mlContext, string featureColumnName = "Features", IReadOnlyList<string>? classNames = null) =>
        ForeignScoring.Create(network, mlContext, featureColumnName, classNames, GraphDefExporter.InputName, GraphDefExporter.OutputName, Score);

    /// <summary>The pipeline step in which TensorFlow scores a model, its classes named as the model names them.</summary>
    /// <param name="model">A trained model of one input channel.</param>
    /// <param name="mlContext">The context.</param>
    /// <param name="featureColumnName">Column of the images.</param>
    /// <inheritdoc cref="ToTensorFlowEstimator(Network, MLContext, string, IReadOnlyList{string}?)" path="/returns|/exception"/>
    public static IEstimator<ITransformer> ToTensorFlowEstimator(this TrainedModel model, MLContext mlContext, string featureColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Network.ToTensorFlowEstimator(mlContext, featureColumnName, model.Manifest.Classes);
    }

    // TensorFlow reads graphs from files only; the file is not needed once it is loaded.
    private static IEstimator<ITransformer> Score(Network network, MLContext mlContext)
    {
        NativeTensorFlow.Require();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pb");
        try
        {
            GraphDefExporter.Save(network, path);
            return mlContext.Model.LoadTensorFlowModel(path).ScoreTensorFlowModel(GraphDefExporter.OutputName, GraphDefExporter.InputName);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
