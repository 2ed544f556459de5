using System.Diagnostics;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>
/// The program's own spans: <c>upload</c> and <c>queue</c> of a request; <c>job</c> with <c>fetch</c>, <c>queue</c> and <c>store</c> of the worker; <c>write</c>, a batch of results. Between them lie those of the library, of
/// ASP.NET Core, the broker's client and the database's. None holds a number, a file's name or a piece of a picture.
/// </summary>
internal static class ServerSpans
{
    public const string SourceName = "MlNetInvoice.Server";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts a span within the current one; null if nobody listens.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Starts the span of a job, within what sent it.</summary>
    /// <param name="sender">The span that put the job into the queue; default if there is none.</param>
    /// <param name="attempts">Tries before this one.</param>
    public static Activity? StartJob(ActivityContext sender, int attempts) =>
        Source.StartActivity("job", ActivityKind.Consumer, sender)?.SetTag("mlnetinvoice.attempt", attempts + 1);

    /// <summary>The span that put a job into the queue: the broker's client makes a delivery the root of a trace of its own, and links to it.</summary>
    /// <param name="delivery">The client's span of the delivery, or null.</param>
    public static ActivityContext SenderOf(Activity? delivery) => delivery?.Links.FirstOrDefault().Context is { } sender && sender != default ? sender : delivery?.Context ?? default;

    /// <summary>Starts the span of a batch, which belongs to many traces and links to each.</summary>
    /// <param name="parts">The spans whose results are in the batch.</param>
    public static Activity? StartBatch(IReadOnlyCollection<ActivityContext> parts) => Source.HasListeners()
        ? Source.StartActivity(ActivityKind.Client, default(ActivityContext), links: [.. parts.Where(part => part != default).Select(part => new ActivityLink(part))], name: "write")
            ?.SetTag("mlnetinvoice.results", parts.Count)
        : null;

    /// <summary>A span that is over already, within the current one.</summary>
    /// <param name="name">What was done.</param>
    /// <param name="duration">How long it took, until now.</param>
    public static void Add(string name, TimeSpan duration)
    {
        // What waited was no work of this thread; its span must not become the current one.
        Activity? current = Activity.Current;
        if (current is not null && Source.HasListeners())
        {
            Source.StartActivity(name, ActivityKind.Internal, current.Context, startTime: DateTimeOffset.UtcNow - duration)?.Dispose();
            Activity.Current = current;
        }
    }

    /// <summary>Work that is done on a thread of the queue, within the span in which it was asked for.</summary>
    /// <param name="work">The work.</param>
    public static Func<T> Carry<T>(Func<T> work)
    {
        if (Activity.Current is not { } asked)
        {
            return work;
        }

        return () =>
        {
            Activity? before = Activity.Current;
            Activity.Current = asked;
            try
            {
                return work();
            }
            finally
            {
                Activity.Current = before;
            }
        };
    }
}
