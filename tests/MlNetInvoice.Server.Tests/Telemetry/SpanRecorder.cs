using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>Listens to every source that the program sends to a collector, and keeps the spans that are over.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ServerSpans.SourceName or InvoiceReader.ActivitySourceName or "Npgsql" or "Microsoft.AspNetCore"
                || source.Name.StartsWith("RabbitMQ.Client.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans of a trace, in the order in which they began.</summary>
    public Activity[] Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace).OrderBy(span => span.StartTimeUtc)];

    public Activity[] All() => [.. _spans];

    /// <summary>Each span as its path from the root, such as <c>job/read/decode</c>.</summary>
    public static string[] PathsOf(IReadOnlyCollection<Activity> spans) => [.. spans.Select(span => PathOf(span, spans))];

    public void Dispose() => _listener.Dispose();

    private static string PathOf(Activity span, IReadOnlyCollection<Activity> spans)
    {
        string name = NameOf(span);
        return spans.FirstOrDefault(other => other.SpanId == span.ParentSpanId) is { } parent ? $"{PathOf(parent, spans)}/{name}" : name;
    }

    // Of the framework's spans the source; their names hold routes and queues.
    private static string NameOf(Activity span) => span.Source.Name switch
    {
        "Microsoft.AspNetCore" => "request",
        "RabbitMQ.Client.Publisher" => "publish",
        "RabbitMQ.Client.Subscriber" => "deliver",
        "Npgsql" => "insert",
        _ => span.OperationName,
    };
}
