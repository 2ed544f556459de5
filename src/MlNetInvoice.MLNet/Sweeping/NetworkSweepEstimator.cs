using Microsoft.ML;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Trains several networks with several seeds on the same rows, as <c>mlnetinvoice compare</c> does, and keeps the one that is best on the validation rows. Made by
/// <see cref="NetworkTrainersCatalog"/>.
/// </summary>
public sealed class NetworkSweepEstimator : IEstimator<NetworkSweepTransformer>
{
    private readonly MLContext _mlContext;
    private readonly NetworkTrainer[] _trainers;

    internal NetworkSweepEstimator(MLContext mlContext, NetworkSweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _mlContext = mlContext;
        Options = options;
        _trainers = [.. options.Networks.SelectMany(network => options.Seeds.Select(seed => new NetworkTrainer(mlContext, network, OptionsOf(network, seed))))];
    }

    /// <summary>What is trained, and how.</summary>
    public NetworkSweepOptions Options { get; }

    /// <summary>The columns after this estimator: those before it, <c>Score</c> and <c>PredictedLabel</c>.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type: ML.NET's own schema mismatch.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainers[0].GetOutputSchema(inputSchema);

    /// <summary>Trains every network; the best is selected by the last rows (<see cref="NetworkSweepOptions.ValidationCount"/>).</summary>
    /// <param name="input">Holds the feature and label columns. It is read once per training: put <c>AppendCacheCheckpoint</c> before this step if that is slow.</param>
    /// <returns>The best network as a transformer, with what every training came to.</returns>
    /// <exception cref="OperationCanceledException">The trainer's options' token was cancelled.</exception>
    public NetworkSweepTransformer Fit(IDataView input) => Fit(input, null);

    /// <summary>Trains every network; the best is selected by other rows.</summary>
    /// <param name="input">As for the other overload.</param>
    /// <param name="validation">Rows of the same columns, or null for the last ones of the input.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/returns|/exception"/>
    public NetworkSweepTransformer Fit(IDataView input, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var runs = new List<NetworkSweepRun>();
        NetworkTransformer? best = null;
        NetworkSweepRun? bestRun = null;
        foreach (NetworkTrainer trainer in _trainers)
        {
            NetworkTransformer fitted = trainer.Fit(input, validation);
            NetworkSweepRun run = Describe(fitted.TrainedModel, trainer.Options.Seed!.Value);
            runs.Add(run);
            if (bestRun is null || IsBetter(run, bestRun))
            {
                (best, bestRun) = (fitted, run);
            }
        }

        return new NetworkSweepTransformer(_mlContext, best!, bestRun!, runs);
    }

    private static bool IsBetter(NetworkSweepRun run, NetworkSweepRun than) =>
        (run.ValidationAccuracy, -run.ValidationLoss).CompareTo((than.ValidationAccuracy, -than.ValidationLoss)) > 0;

    private static NetworkSweepRun Describe(TrainedModel model, int seed)
    {
        TrainingHistory history = model.Manifest.History!;
        EpochRecord kept = history.Epochs[history.BestEpoch - 1];
        return new NetworkSweepRun
        {
            Architecture = model.Manifest.Architecture.Name,
            Seed = seed,
            Weights = model.Manifest.Architecture.WeightCount,
            MultiplyAdds = model.Manifest.Architecture.MultiplyAdds,
            ValidationAccuracy = kept.ValidationAccuracy ?? throw new InvalidOperationException("A sweep selects by validation rows, but its recipe holds none back: set ValidationCount, or pass validation rows to Fit."),
            ValidationLoss = kept.ValidationLoss ?? double.PositiveInfinity,
            TestAccuracy = model.Manifest.TestReport?.Accuracy ?? double.NaN,
            Seconds = history.Seconds,
        };
    }

    private NetworkTrainerOptions OptionsOf(NetworkDefinition network, int seed) => Options.Trainer with
    {
        Seed = seed,
        Training = Options.Trainer.Training ?? TrainingOptions.For(network.Name) with { ValidationCount = Options.ValidationCount },
    };
}
