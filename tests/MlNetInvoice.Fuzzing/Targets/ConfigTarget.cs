using System.Text;
using MlNetInvoice.Building;
using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>Texts in JSON: training configurations, or network definitions.</summary>
public sealed class ConfigTarget : IFuzzTarget
{
    private readonly bool _isNetwork;

    /// <summary>One of the two.</summary>
    /// <param name="isNetwork">Whether the texts define networks rather than trainings.</param>
    public ConfigTarget(bool isNetwork)
    {
        _isNetwork = isNetwork;
        Seeds = isNetwork
            ? [.. ModelTarget.Definitions.Select(definition => Encoding.UTF8.GetBytes(definition.ToJson()))]
            : [.. ((string[])["lenet5", "mlp", "lenet5-bn"]).Select(name => Encoding.UTF8.GetBytes(TrainingConfig.For(name).ToJson()))];
    }

    /// <inheritdoc/>
    public string Name => _isNetwork ? "network" : "config";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; }

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => JsonMutator.Mutate(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (_isNetwork)
        {
            NetworkDefinition.Parse(text);
        }
        else
        {
            TrainingConfig.Parse(text);
        }
    }

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidModelException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (1L << 20) + (256L * input.Length);
}
