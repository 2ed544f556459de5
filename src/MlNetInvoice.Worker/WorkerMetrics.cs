using System.Diagnostics.Metrics;
using MlNetInvoice.Jobs.Consuming;

namespace MlNetInvoice.Worker;

/// <summary>The worker's counts by the framework's meters.</summary>
internal sealed class WorkerMetrics : IDisposable
{
    public const string MeterName = "MlNetInvoice.Worker";

    private readonly Meter _meter;

    public WorkerMetrics(IMeterFactory factory, JobWorker worker)
    {
        _meter = factory.Create(MeterName);
        _meter.CreateObservableGauge("mlnetinvoice_jobs_stored_total", () => worker.Counts.Stored, description: "Results stored.");
        _meter.CreateObservableGauge("mlnetinvoice_jobs_retried_total", () => worker.Counts.Retried, description: "Tries that failed and were put off.");
        _meter.CreateObservableGauge("mlnetinvoice_jobs_dead_total", () => worker.Counts.Dead, description: "Jobs that were given up.");
        _meter.CreateObservableGauge("mlnetinvoice_jobs_in_hand", () => worker.Counts.InHand, description: "Jobs that the worker has just now.");
        _meter.CreateObservableGauge("mlnetinvoice_connected", () => worker.Counts.IsConnected ? 1 : 0, description: "1 while the worker is connected to the broker.");
    }

    public void Dispose() => _meter.Dispose();
}
