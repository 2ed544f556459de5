using MlNetInvoice.Networks;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>A work that the engine and its peers do in turns.</summary>
/// <param name="Name">What a table says.</param>
/// <param name="Key">What a peer is asked for.</param>
/// <param name="Unit">Unit of its results.</param>
/// <param name="Network">Architecture that does it.</param>
/// <param name="HigherIsBetter">Whether results count something a second.</param>
/// <param name="Threads">Threads that a peer may use; each setting is measured.</param>
internal sealed record PeerWork(string Name, string Key, string Unit, string Network, bool HigherIsBetter, int[] Threads)
{
    public static IReadOnlyList<PeerWork> All { get; } =
    [
        new("LeNet-5, epoch of 60,000, Adam, batch 256", "lenet5-256", "s", "lenet5", false, [1, 2]),
        new("LeNet-5, epoch of 60,000, Adam, batch 64", "lenet5-64", "s", "lenet5", false, [1, 2]),
        new("MLP, epoch of 60,000, Adam, batch 256", "mlp-256", "s", "mlp", false, [1, 2]),
        new("1 digit, LeNet-5, latency", "latency-1", "s", "lenet5", false, [1, 2]),
        new("8 digits, LeNet-5, latency", "latency-8", "s", "lenet5", false, [1, 2]),
        new("16 digits, LeNet-5, latency", "latency-16", "s", "lenet5", false, [1, 2]),
        new("bulk digits, LeNet-5, one core", "bulk", "digits/s", "lenet5", true, [1]),
    ];

    /// <summary>Whether it trains rather than classifies.</summary>
    public bool Trains => !Key.StartsWith("latency", StringComparison.Ordinal) && Key != "bulk";

    /// <summary>Images of one batch of a training, or of one call.</summary>
    public int Batch => Key == "bulk" ? 1024 : int.Parse(Key[(Key.IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Billions of floating-point operations a second that a result of this work stands for: a multiply-add counts two, training the gradients of weights and of inputs too.</summary>
    public double Gigaflops(double result)
    {
        NetworkDefinition definition = NetworkArchitectures.Get(Network);
        double sum = 0;
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            double operations = 2.0 * definition.Layers[i].GetMultiplyAdds(definition.InputOf(i));
            sum += operations * (!Trains ? 1 : sum > 0 ? 3 : 2);
        }

        double images = HigherIsBetter ? result : Trains ? PeersCommand.Images / result : Batch / result;
        return sum * images / 1e9;
    }

    public bool IsBetter(double result, double than) => HigherIsBetter ? result > than : result < than;
}
