using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>Adds a constant, for which a value mapping then substitutes what a .zip carries.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class PayloadKeyMapping : CustomMappingFactory<PayloadKeyMapping.Input, PayloadKeyMapping.Output>
{
    public const string ContractName = "MlNetInvoice.PayloadKey";

    public override Action<Input, Output> GetMapping() => (_, output) => output.Key = SavedPayload.Key;

    /// <summary>Nothing is read of a row.</summary>
    internal sealed class Input;

    /// <summary>What is added to it.</summary>
    internal sealed class Output
    {
        [ColumnName(SavedPayload.KeyColumn)]
        public string Key { get; set; } = "";
    }
}
