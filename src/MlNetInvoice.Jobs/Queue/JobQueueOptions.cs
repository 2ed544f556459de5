namespace MlNetInvoice.Jobs.Queue;

/// <summary>The broker and the names of the queues.</summary>
public sealed class JobQueueOptions
{
    /// <summary>The broker's nodes, <c>amqp://user:password@host:port/vhost</c> or <c>amqps://…</c>, several separated by commas. Its password is never printed.</summary>
    public string Amqp { get; set; } = "amqp://localhost";

    /// <summary>Name of the queue of jobs; the others are named after it. Default <c>mlnetinvoice.jobs</c>.</summary>
    public string Name { get; set; } = "mlnetinvoice.jobs";
}
