using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>Which networks are trained side by side, and how. Immutable; every fault is reported, all together, when the sweep is made.</summary>
public sealed record NetworkSweepOptions
{
    /// <summary>The networks. Default: <c>lenet5</c>, <c>lenet1</c> and <c>mlp</c> of ten classes.</summary>
    public IReadOnlyList<NetworkDefinition> Networks { get; init; } = [NetworkArchitectures.Get("lenet5"), NetworkArchitectures.Get("lenet1"), NetworkArchitectures.Get("mlp")];

    /// <summary>The seeds that each is trained with. Default 1, 2, 3; at least one, no two equal.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>
    /// Columns, recipe, test rows and so on of every training; its <see cref="NetworkTrainerOptions.Seed"/> is not used. If it names no recipe, each network has its own, with
    /// <see cref="ValidationCount"/>.
    /// </summary>
    public NetworkTrainerOptions Trainer { get; init; } = new();

    /// <summary>
    /// How many of the training rows, the last ones, the best network is selected by, if <c>Fit</c> is given no validation rows and the trainer's options no recipe. Default 5,000;
    /// at least 1.
    /// </summary>
    public int ValidationCount { get; init; } = 5_000;

    internal void Validate()
    {
        List<string> faults = [];
        if (Networks.Count == 0 || Networks.Select(network => network.Name).Distinct(StringComparer.Ordinal).Count() != Networks.Count)
        {
            faults.Add($"{nameof(Networks)} are {string.Join(", ", Networks.Select(network => network.Name))}, but must be one or more of different names");
        }

        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count)
        {
            faults.Add($"{nameof(Seeds)} are {string.Join(", ", Seeds)}, but must be one or more different numbers");
        }

        if (ValidationCount < 1)
        {
            faults.Add(FormattableString.Invariant($"{nameof(ValidationCount)} is {ValidationCount}, but must be at least 1"));
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"The sweep options are not valid: {string.Join("; ", faults)}.");
        }
    }
}
