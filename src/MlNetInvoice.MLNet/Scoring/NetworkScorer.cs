using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>Scores rows by a network in memory, its outputs annotated with the class names.</summary>
internal sealed class NetworkScorer
{
    public NetworkScorer(MLContext mlContext, NetworkClassifier classifier, string featureColumnName, IReadOnlyList<string> classNames)
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(Image));
        input[nameof(Image.Features)].ColumnName = featureColumnName;
        input[nameof(Image.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classifier.InputLength);
        SchemaDefinition output = SchemaDefinition.Create(typeof(Scores));
        SchemaDefinition.Column score = output[nameof(Scores.Score)];
        score.ColumnType = new VectorDataViewType(NumberDataViewType.Single, classNames.Count);
        var namesType = new VectorDataViewType(TextDataViewType.Instance, classNames.Count);
        var names = new VBuffer<ReadOnlyMemory<char>>(classNames.Count, [.. classNames.Select(n => n.AsMemory())]);
        score.AddAnnotation("SlotNames", names, namesType);
        score.AddAnnotation("ScoreColumnKind", "MulticlassClassification".AsMemory(), TextDataViewType.Instance);
        score.AddAnnotation("ScoreValueKind", "Score".AsMemory(), TextDataViewType.Instance);
        SchemaDefinition.Column predicted = output[nameof(Scores.PredictedLabel)];
        predicted.ColumnType = new KeyDataViewType(typeof(uint), classNames.Count);
        predicted.AddAnnotation("KeyValues", names, namesType);
        predicted.AddAnnotation("ScoreColumnKind", "MulticlassClassification".AsMemory(), TextDataViewType.Instance);
        predicted.AddAnnotation("ScoreValueKind", "PredictedLabel".AsMemory(), TextDataViewType.Instance);
        Transformer = mlContext.Transforms.CustomMapping<Image, Scores>((image, scores) => Classify(classifier, image, scores), null, input, output)
            .Fit(new EmptyRows(ColumnOf(featureColumnName, classifier.InputLength)));
    }

    public ITransformer Transformer { get; }

    /// <summary>A schema of one image column.</summary>
    public static DataViewSchema ColumnOf(string name, int length)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(name, new VectorDataViewType(NumberDataViewType.Single, length));
        return schema.ToSchema();
    }

    /// <summary>Scores of one image and its class, counted from 0.</summary>
    public static int Classify(NetworkClassifier classifier, in VBuffer<float> features, Span<float> scores)
    {
        if (features.IsDense)
        {
            classifier.Classify(features.GetValues(), scores);
        }
        else
        {
            var dense = new float[features.Length];
            features.CopyTo(dense);
            classifier.Classify(dense, scores);
        }

        return TensorPrimitives.IndexOfMax(scores);
    }

    private static void Classify(NetworkClassifier classifier, Image image, Scores scores)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores.Score, classifier.ClassCount);

        // ML.NET adds 1 to what an object gives as a key.
        scores.PredictedLabel = (uint)Classify(classifier, image.Features, editor.Values);
        scores.Score = editor.Commit();
    }

    /// <summary>What is read of a row.</summary>
    private sealed class Image
    {
        [VectorType]
        public VBuffer<float> Features { get; set; }
    }

    /// <summary>What is added to a row.</summary>
    private sealed class Scores
    {
        public uint PredictedLabel { get; set; }

        [VectorType]
        public VBuffer<float> Score;
    }
}
