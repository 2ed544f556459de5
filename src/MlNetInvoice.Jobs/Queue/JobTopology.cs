using RabbitMQ.Client;

namespace MlNetInvoice.Jobs.Queue;

/// <summary>
/// The queues, all quorum queues (replicated, on disk): the jobs; one queue a delay, whose messages go back to the jobs when their time is over; and the
/// dead letters, each with its reason.
/// </summary>
public sealed class JobTopology
{
    /// <summary>How often a job is tried before it becomes a dead letter.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How often a job may come back without an answer (its worker died) before the broker makes it a dead letter.</summary>
    public const int MaxDeliveries = 50;

    /// <summary>Header that holds how many times a job was tried.</summary>
    public const string AttemptsHeader = "x-attempts";

    /// <summary>Header of a dead letter that holds its reason.</summary>
    public const string ReasonHeader = "x-reason";

    private static readonly int[] DelaySeconds = [1, 5, 25, 125];

    /// <summary>Makes the names.</summary>
    /// <param name="name">Name of the queue of jobs.</param>
    public JobTopology(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Jobs = name;
        Dead = name + ".dead";
    }

    /// <summary>The queue of jobs.</summary>
    public string Jobs { get; }

    /// <summary>The queue of dead letters.</summary>
    public string Dead { get; }

    /// <summary>The queues in which jobs wait for their next try, the shortest wait first.</summary>
    public IEnumerable<string> Delays => DelaySeconds.Select(s => $"{Jobs}.retry-{s}s");

    /// <summary>The queue in which a job waits after a try.</summary>
    /// <param name="attempts">Tries so far, from 1.</param>
    public string DelayAfter(int attempts) => $"{Jobs}.retry-{DelaySeconds[Math.Clamp(attempts - 1, 0, DelaySeconds.Length - 1)]}s";

    /// <summary>Declares all queues; those that are there stay as they are.</summary>
    /// <param name="channel">An open channel.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        await QueueAsync(Dead, []).ConfigureAwait(false);
        await QueueAsync(Jobs, new() { ["x-delivery-limit"] = MaxDeliveries, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = Dead }).ConfigureAwait(false);
        foreach ((string delay, int seconds) in Delays.Zip(DelaySeconds))
        {
            await QueueAsync(delay, new() { ["x-message-ttl"] = seconds * 1000, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = Jobs }).ConfigureAwait(false);
        }

        Task QueueAsync(string name, Dictionary<string, object?> arguments)
        {
            arguments["x-queue-type"] = "quorum";
            // Handing over between queues is confirmed as well: a node that dies in between loses nothing.
            if (arguments.ContainsKey("x-dead-letter-exchange"))
            {
                arguments["x-dead-letter-strategy"] = "at-least-once";
                arguments["x-overflow"] = "reject-publish";
            }

            return channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        }
    }
}
