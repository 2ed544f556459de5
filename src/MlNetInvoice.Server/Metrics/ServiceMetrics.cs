using System.Diagnostics;
using System.Diagnostics.Metrics;
using MlNetInvoice.Batch;
using MlNetInvoice.Server.Readings;
using MlNetInvoice.Server.Telemetry;

namespace MlNetInvoice.Server.Metrics;

/// <summary>What <c>serve</c> measures; docs/service.md has the names as Prometheus sees them.</summary>
internal sealed class ServiceMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> StageBuckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _readings;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _stages;

    public ServiceMetrics(IMeterFactory factory, WorkQueue queue, UploadBudget budget)
    {
        _meter = factory.Create(ServerMeter.Name);
        _readings = _meter.CreateCounter<long>("mlnetinvoice.readings", description: "Pictures by how their reading ended and where they were sent.");
        _refused = _meter.CreateCounter<long>("mlnetinvoice.refused", description: "Requests refused because the service was full, by what was full.");
        _stages = _meter.CreateHistogram("mlnetinvoice.stage", "s", "Time a picture spent in each stage (upload, queue, read), by where it was sent.", tags: null, StageBuckets);
        _meter.CreateObservableGauge("mlnetinvoice.queue.length", () => queue.WaitingCount, description: "Pictures that wait for a free core.");
        _meter.CreateObservableGauge("mlnetinvoice.buffered", () => budget.Used, "By", "Bytes of uploads in memory.");
    }

    public void RecordReading(string status, string endpoint) => _readings.Add(1, new("status", status), new("endpoint", endpoint));

    public void RecordRefusal(string full) => _refused.Add(1, new KeyValuePair<string, object?>("full", full));

    /// <summary>A stage that is over: a measurement, and a span of the request where somebody listens.</summary>
    public void RecordStage(string stage, string endpoint, TimeSpan duration)
    {
        _stages.Record(duration.TotalSeconds, new("stage", stage), new("endpoint", endpoint));
        ServerSpans.Add(stage, duration);
    }

    /// <summary>Work for the queue that says how long it waited there and how long it took.</summary>
    public Func<T> Timed<T>(string endpoint, Func<T> work)
    {
        long queued = Stopwatch.GetTimestamp();
        return ServerSpans.Carry(() =>
        {
            long begun = Stopwatch.GetTimestamp();
            RecordStage("queue", endpoint, Stopwatch.GetElapsedTime(queued, begun));
            try
            {
                return work();
            }
            finally
            {
                // The library's own spans show what it did in that time.
                _stages.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("stage", "read"), new("endpoint", endpoint));
            }
        });
    }

    public void Dispose() => _meter.Dispose();
}
