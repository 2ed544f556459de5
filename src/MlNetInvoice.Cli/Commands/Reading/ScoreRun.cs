using System.Diagnostics;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Reads every picture twice: for the one answer, which also warms the program up, then for every number in view, by the clock.</summary>
internal sealed class ScoreRun(InvoiceReader reader, int threads, bool isComplete)
{
    public NumberAccuracy Read(IReadOnlyList<ScoredPicture> pictures, CancellationToken cancellationToken)
    {
        var singles = new InvoiceReading?[pictures.Count];
        var readings = new IReadOnlyList<InvoiceReading>?[pictures.Count];
        var times = new TimeSpan[pictures.Count];
        ForEach(pictures.Count, i => singles[i] = Single(pictures[i]), cancellationToken);
        ForEach(pictures.Count, i => (readings[i], times[i]) = All(pictures[i]), cancellationToken);
        var accuracy = new NumberAccuracy();
        for (int i = 0; i < pictures.Count; i++)
        {
            accuracy.Add(pictures[i].Labels, readings[i], times[i], singles[i], isComplete);
        }

        return accuracy;
    }

    private void ForEach(int count, Action<int> read, CancellationToken cancellationToken)
    {
        if (threads > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, read);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read(i);
        }
    }

    private InvoiceReading? Single(ScoredPicture picture) => reader.Options.Crop
        ? picture.Decode(reader.Options.Decoder) is RgbImage crop ? reader.Read(crop) : null
        : ScoredPicture.Attempt(() => reader.Read(picture.File));

    // A photograph's time has its decoding in it; that of a crop has not, for it is cut out of a decoded photograph.
    private (IReadOnlyList<InvoiceReading>? Readings, TimeSpan Elapsed) All(ScoredPicture picture)
    {
        RgbImage? crop = reader.Options.Crop ? picture.Decode(reader.Options.Decoder) : null;
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<InvoiceReading>? readings = !reader.Options.Crop ? ScoredPicture.Attempt(() => reader.ReadAll(picture.File)) : crop is null ? null : reader.ReadAll(crop);
        return (readings, Stopwatch.GetElapsedTime(start));
    }
}
