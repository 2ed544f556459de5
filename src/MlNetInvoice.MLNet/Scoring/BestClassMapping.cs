using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>Adds the class of the highest score, counted from 0; of equal ones the first.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class BestClassMapping : CustomMappingFactory<BestClassMapping.Input, BestClassMapping.Output>
{
    public const string ContractName = "MlNetInvoice.BestClass";

    public override Action<Input, Output> GetMapping() => (input, output) => output.Class = (uint)TensorPrimitives.IndexOfMax(input.Score);

    /// <summary>What is read of a row.</summary>
    internal sealed class Input
    {
        public float[] Score { get; set; } = [];
    }

    /// <summary>What is added to it.</summary>
    internal sealed class Output
    {
        [ColumnName(SavedNetwork.Class)]
        public uint Class { get; set; }
    }
}
