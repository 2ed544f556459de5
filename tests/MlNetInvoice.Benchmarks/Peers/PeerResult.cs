namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>Medians of one work.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Ours">This engine's.</param>
/// <param name="Peers">Each peer's at each number of threads.</param>
internal sealed record PeerResult(PeerWork Work, double Ours, IReadOnlyList<(string Peer, int Threads, double Value)> Peers)
{
    /// <summary>The best of all peers, or null where none did the work.</summary>
    public double? Best => Peers.Count == 0 ? null : Work.HigherIsBetter ? Peers.Max(p => p.Value) : Peers.Min(p => p.Value);

    /// <summary>How many times as fast as the best peer this engine is.</summary>
    public double? Ratio => Best is not double best ? null : Work.HigherIsBetter ? Ours / best : best / Ours;

    /// <summary>Every peer's median by threads.</summary>
    public string DescribePeers(Func<double, string> format) => string.Join(
        ", ",
        Peers.GroupBy(p => p.Peer).Select(g => $"{g.Key}: {string.Join(" / ", g.Select(p => $"{format(p.Value)} ({p.Threads})"))}"));
}
