using System.Globalization;
using System.Text.Json;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>
/// `peers`: this engine against ONNX Runtime, libtorch and PyTorch on the same works, in turns within one run, so that what else the machine does meets all; medians. A peer
/// runs with one thread and with two, and the better median counts; the ratio is to the best of all peers. With <c>--processor-time</c> trainings run on one thread each and the
/// processor's time counts, which a busy machine hardly changes.
/// </summary>
internal static class PeersCommand
{
    public const int Images = 60_000;

    public static int Run(string[] arguments)
    {
        int option = Array.IndexOf(arguments, "--rounds");
        int rounds = option >= 0 ? int.Parse(arguments[option + 1], CultureInfo.InvariantCulture) : 5;
        option = Array.IndexOf(arguments, "--only");
        string[] keys = option >= 0 ? arguments[option + 1].Split(',') : [.. PeerWork.All.Select(w => w.Key)];
        MedianTime.CountsProcessorTime = arguments.Contains("--processor-time");
        double peak = Peak.MeasureGigaflops();
        List<IPeer> peers = StartAll(out List<string> missing);
        using var ours = new OwnWork();
        PeerResult[] results = [.. PeerWork.All.Where(w => keys.Contains(w.Key) && (w.Trains || !MedianTime.CountsProcessorTime)).Select(work => Measure(work, ours, peers, rounds))];
        double after = Peak.MeasureGigaflops();
        string versions = string.Join("; ", peers.Select(p => p.Version).Concat(missing));
        Console.WriteLine(arguments.Contains("--json") ? ToJson(results, versions) : ToTable(results, versions, rounds, Math.Max(peak, after)));
        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        return 0;
    }

    private static List<IPeer> StartAll(out List<string> missing)
    {
        IPeer?[] peers = [OnnxRuntimePeer.TryStart(out string noOnnx), LibtorchPeer.TryStart(out string noLibtorch), PyTorchPeer.TryStart(out string noPyTorch)];
        missing = [.. new[] { noOnnx, noLibtorch, noPyTorch }.Where(m => m.Length > 0)];
        return [.. peers.OfType<IPeer>()];
    }

    private static PeerResult Measure(PeerWork work, OwnWork ours, List<IPeer> peers, int rounds)
    {
        var own = new List<double>();
        (IPeer Peer, int Threads, List<double> Values)[] others =
            [.. peers.Where(p => p.Does(work.Key)).SelectMany(p => (MedianTime.CountsProcessorTime ? [1] : work.Threads).Select(t => (p, t, new List<double>())))];
        for (int round = 0; round < rounds; round++)
        {
            own.Add(ours.Run(work));
            foreach ((IPeer peer, int threads, List<double> values) in others)
            {
                values.Add(peer.Run(work.Key, threads));
            }
        }

        (string Peer, int Threads, double Value)[] medians = [.. others.Select(o => (o.Peer.Version, o.Threads, Median(o.Values)))];
        return new PeerResult(work, Median(own), medians);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string ToTable(PeerResult[] results, string peers, int rounds, double peak)
    {
        var text = new System.Text.StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores of {peak:F0} GFLOP/s, {Networks.Kernels.LaneKernels.Best.Name}, medians of {rounds}{(MedianTime.CountsProcessorTime ? " of processor time on one thread" : "")}, in turns; peers: {peers}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"work",-44}{"ours",13}{"of peak",9}{"best peer",13}  {"unit",-9}{"ratio",7}  peer");
        foreach (PeerResult result in results)
        {
            int cores = result.Work.Trains && !MedianTime.CountsProcessorTime ? Environment.ProcessorCount : 1;
            double share = result.Work.Gigaflops(result.Ours) / (peak * cores);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{result.Work.Name,-44}{Number(result.Ours),13}{share,9:P0}{(result.Best is double best ? Number(best) : "–"),13}  {result.Work.Unit,-9}{result.Ratio,6:F2}{(result.Ratio is null ? "–" : "×")}  {result.DescribePeers(Number)}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Number(double value) =>
        value.ToString(value < 0.01 ? "E2" : value < 100 ? "F3" : "N0", CultureInfo.InvariantCulture);

    private static string ToJson(PeerResult[] results, string peer) => JsonSerializer.Serialize(
        new
        {
            peer,
            cores = Environment.ProcessorCount,
            rows = results.Select(r => new { work = r.Work.Name, ours = r.Ours, peer = r.Best, unit = r.Work.Unit, ratio = r.Ratio }),
        });
}
