using Microsoft.ML;
using MlNetInvoice.Models;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>Networks that were trained by this library, scored by ONNX Runtime inside an ML.NET pipeline.</summary>
public static class OnnxEstimators
{
    /// <summary>
    /// The pipeline step in which ONNX Runtime scores a network: the network is written as an ONNX file (<see cref="OnnxExporter"/>), loaded by ML.NET's
    /// <c>ApplyOnnxModel</c>, and travels in the .zip of the pipeline. It requires the package Microsoft.ML.OnnxRuntime, which holds the native library.
    /// </summary>
    /// <param name="network">A trained network of one input channel.</param>
    /// <param name="mlContext">The context.</param>
    /// <param name="featureColumnName">Column of the images: a vector of <see cref="float"/> of the network's input length, ink 1 on paper 0.</param>
    /// <param name="classNames">The classes in the order of the scores; null names them by their numbers.</param>
    /// <returns>
    /// A step that adds <c>Score</c> (a probability per class, in that order) and <c>PredictedLabel</c> (a key in that order, carrying the names), as the network's own
    /// transformer does.
    /// </returns>
    /// <exception cref="ArgumentException">There is not one distinct name per class, or the network has more than one input channel.</exception>
    public static IEstimator<ITransformer> ToOnnxEstimator(
        this Network network, MLContext mlContext, string featureColumnName = "Features", IReadOnlyList<string>? classNames = null) =>
        ForeignScoring.Create(network, mlContext, featureColumnName, classNames, OnnxExporter.InputName, OnnxExporter.OutputName, Score);

    /// <summary>The pipeline step in which ONNX Runtime scores a model, its classes named as the model names them.</summary>
    /// <param name="model">A trained model of one input channel.</param>
    /// <param name="mlContext">The context.</param>
    /// <param name="featureColumnName">Column of the images.</param>
    /// <inheritdoc cref="ToOnnxEstimator(Network, MLContext, string, IReadOnlyList{string}?)" path="/returns|/exception"/>
    public static IEstimator<ITransformer> ToOnnxEstimator(this TrainedModel model, MLContext mlContext, string featureColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Network.ToOnnxEstimator(mlContext, featureColumnName, model.Manifest.Classes);
    }

    private static IEstimator<ITransformer> Score(Network network, MLContext mlContext)
    {
        using var file = new MemoryStream(OnnxExporter.Export(network), writable: false);
        var shape = new Dictionary<string, int[]> { [OnnxExporter.InputName] = [1, 1, network.Definition.Input.Rows, network.Definition.Input.Columns] };
        return mlContext.Transforms.ApplyOnnxModel(OnnxExporter.OutputName, OnnxExporter.InputName, file, shape);
    }
}
