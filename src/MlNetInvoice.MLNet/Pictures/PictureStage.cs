using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>A stage that starts from a picture.</summary>
internal static class PictureStage
{
    /// <summary>The picture in the form of the stages, what the stage carries, its mapping, and the columns of its own dropped.</summary>
    public static IEstimator<ITransformer> Create<TInput, TOutput>(string inputColumnName, string text, CustomMappingFactory<TInput, TOutput> mapping, string contractName)
        where TInput : class, new()
        where TOutput : class, new()
    {
        MLContext mlContext = TransformsContext.Shared;
        return new PictureEstimator(mlContext, inputColumnName)
            .Append(Payload.Stage(mlContext, text, mapping, contractName))
            .Append(mlContext.Transforms.DropColumns(PictureColumns.Source, PictureColumns.BytesColumn, PictureColumns.PathColumn));
    }

    /// <summary>Gives a result column, which a mapping names once for all, the caller's name.</summary>
    public static IEstimator<ITransformer> Rename(this IEstimator<ITransformer> stage, string outputColumnName, string mapped) =>
        stage.Append(TransformsContext.Shared.Transforms.CopyColumns(outputColumnName, mapped)).Append(TransformsContext.Shared.Transforms.DropColumns(mapped));
}
