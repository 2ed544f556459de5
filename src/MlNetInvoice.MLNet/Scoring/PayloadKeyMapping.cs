using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>Adds the constant for which a value mapping substitutes what a .zip carries.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class PayloadKeyMapping : CustomMappingFactory<PayloadKeyMapping.Input, PayloadKeyMapping.Output>
{
    public const string ContractName = "MlNetInvoice.PayloadKey";

    public const string Key = "payload";

    public override Action<Input, Output> GetMapping() => (_, output) => output.Key = Key;

    /// <summary>Nothing is read of a row.</summary>
    internal sealed class Input;

    /// <summary>What is added to it.</summary>
    internal sealed class Output
    {
        [ColumnName(Payload.KeyColumn)]
        public string Key { get; set; } = "";
    }
}
