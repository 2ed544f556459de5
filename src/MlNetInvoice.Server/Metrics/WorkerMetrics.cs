using System.Diagnostics.Metrics;
using MlNetInvoice.Server.Work;

namespace MlNetInvoice.Server.Metrics;

/// <summary>What <c>work</c> measures; docs/workers.md has the names as Prometheus sees them.</summary>
internal sealed class WorkerMetrics : IDisposable
{
    private readonly Meter _meter;

    public WorkerMetrics(IMeterFactory factory, JobWorker worker)
    {
        _meter = factory.Create(ServerMeter.Name);
        _meter.CreateObservableCounter("mlnetinvoice.jobs.stored", () => worker.Counts.Stored, description: "Results stored.");
        _meter.CreateObservableCounter("mlnetinvoice.jobs.retried", () => worker.Counts.Retried, description: "Tries that failed and were put off.");
        _meter.CreateObservableCounter("mlnetinvoice.jobs.dead", () => worker.Counts.Dead, description: "Jobs that were given up.");
        _meter.CreateObservableGauge("mlnetinvoice.jobs.in_hand", () => worker.Counts.InHand, description: "Jobs that the worker has just now.");
        _meter.CreateObservableGauge("mlnetinvoice.connected", () => worker.Counts.IsConnected ? 1 : 0, description: "1 while the worker is connected to the broker.");
    }

    public void Dispose() => _meter.Dispose();
}
