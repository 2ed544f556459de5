using System.Diagnostics.Metrics;

namespace MlNetInvoice.Service.Metrics;

/// <summary>The service's own measurements, by the framework's meters: any OpenTelemetry exporter can listen to the meter <c>MlNetInvoice.Service</c>.</summary>
internal sealed class ServiceMetrics : IDisposable
{
    public const string MeterName = "MlNetInvoice.Service";

    private readonly Meter _meter;
    private readonly Counter<long> _readings;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _stages;

    public ServiceMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _readings = _meter.CreateCounter<long>("mlnetinvoice_readings_total", description: "Pictures by how their reading ended.");
        _refused = _meter.CreateCounter<long>("mlnetinvoice_refused_total", description: "Requests refused because the service was full.");
        _stages = _meter.CreateHistogram<double>("mlnetinvoice_stage_seconds", "s", "Time a picture spent in each stage: upload, queue, read.");
    }

    public void RecordReading(string status) => _readings.Add(1, new KeyValuePair<string, object?>("status", status));

    public void RecordRefusal() => _refused.Add(1);

    public void RecordStage(string stage, TimeSpan duration) => _stages.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableGauge("mlnetinvoice_queue_length", length, description: "Pictures that wait for a free core.");

    public void ObserveBuffers(Func<long> bytes) =>
        _meter.CreateObservableGauge("mlnetinvoice_buffered_bytes", bytes, description: "Bytes of uploads in memory.");

    public void Dispose() => _meter.Dispose();
}
