using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>Scores the rows of a loaded .zip. ML.NET finds this class by its contract name and its assembly's name, which stand in the .zip.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ScoreMapping : CustomMappingFactory<ScoreMapping.Input, ScoreMapping.Output>
{
    public const string ContractName = "MlNetInvoice.Score";

    public override Action<Input, Output> GetMapping()
    {
        var network = new DecodedText<NetworkClassifier>(text => new NetworkClassifier(NetworkPayload.Parse(text).Model.Network));
        return (input, output) =>
        {
            NetworkClassifier classifier = network.Get(input.Payload);
            if (input.Image.Length != classifier.InputLength)
            {
                throw new InvalidOperationException($"The network wants images of {classifier.InputLength} values, but a row holds {input.Image.Length}.");
            }

            VBuffer<float> scores = output.Scores;
            VBufferEditor<float> editor = VBufferEditor.Create(ref scores, SavedNetwork.MaxClasses);
            editor.Values.Clear();
            output.Class = (uint)NetworkScorer.Classify(classifier, input.Image, editor.Values[..classifier.ClassCount]);
            output.Scores = editor.Commit();
        };
    }

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        [ColumnName(MLNet.Payload.TextColumn)]
        public ReadOnlyMemory<char> Payload { get; set; }

        [ColumnName(SavedNetwork.Features)]
        [VectorType]
        public VBuffer<float> Image { get; set; }
    }

    /// <summary>What is added to it: the class counted from 0, and the scores followed by zeros.</summary>
    internal sealed class Output
    {
        [ColumnName(SavedNetwork.Class)]
        public uint Class { get; set; }

        [ColumnName(SavedNetwork.PaddedScores)]
        [VectorType(SavedNetwork.MaxClasses)]
        public VBuffer<float> Scores { get; set; }
    }
}
