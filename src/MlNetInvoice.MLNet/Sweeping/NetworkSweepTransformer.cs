using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>The best network of a sweep, scoring and saved as <see cref="NetworkTransformer"/> is, with what every training came to. Immutable; safe to share between threads.</summary>
public sealed class NetworkSweepTransformer : ITransformer
{
    private readonly ITransformer _best;

    internal NetworkSweepTransformer(MLContext mlContext, NetworkTransformer best, NetworkSweepRun bestRun, IReadOnlyList<NetworkSweepRun> runs)
    {
        _best = best;
        Best = best;
        BestRun = bestRun;
        Runs = [.. runs];
        Results = mlContext.Data.LoadFromEnumerable(Runs);
    }

    /// <summary>The network that was best on the validation rows.</summary>
    public NetworkTransformer Best { get; }

    /// <summary>What its training came to.</summary>
    public NetworkSweepRun BestRun { get; }

    /// <summary>Every training, network after network and seed after seed.</summary>
    public IReadOnlyList<NetworkSweepRun> Runs { get; }

    /// <summary><see cref="Runs"/> as a data view: a row per training.</summary>
    public IDataView Results { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The columns after this transformer.</summary>
    /// <param name="inputSchema">The columns before.</param>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Best.GetOutputSchema(inputSchema);

    /// <summary>Scores a view by the best network, lazily.</summary>
    /// <param name="input">Holds the feature column.</param>
    public IDataView Transform(IDataView input) => Best.Transform(input);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => _best.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => _best.Save(ctx);
}
