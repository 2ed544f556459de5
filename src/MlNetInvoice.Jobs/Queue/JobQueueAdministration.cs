using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace MlNetInvoice.Jobs.Queue;

/// <summary>What an operator asks of the queues: how full they are, what was given up, and to try that again.</summary>
public sealed class JobQueueAdministration : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly JobTopology _topology;

    private JobQueueAdministration(IConnection connection, IChannel channel, JobTopology topology)
    {
        _connection = connection;
        _channel = channel;
        _topology = topology;
    }

    /// <summary>Connects and declares the queues.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <inheritdoc cref="JobConnection.OpenAsync" path="/exception"/>
    public static async Task<JobQueueAdministration> OpenAsync(JobQueueOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        IConnection connection = await JobConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        IChannel channel = await JobPublisher.OpenChannelAsync(connection, cancellationToken).ConfigureAwait(false);
        var topology = new JobTopology(options.Name);
        await topology.DeclareAsync(channel, cancellationToken).ConfigureAwait(false);
        return new JobQueueAdministration(connection, channel, topology);
    }

    /// <summary>Jobs that wait, jobs that wait for their next try, and dead letters; jobs that a worker has just now are in none.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(long Waiting, long Retrying, long Dead)> CountAsync(CancellationToken cancellationToken)
    {
        long retrying = 0;
        foreach (string delay in _topology.Delays)
        {
            retrying += await _channel.MessageCountAsync(delay, cancellationToken).ConfigureAwait(false);
        }

        return (
            await _channel.MessageCountAsync(_topology.Jobs, cancellationToken).ConfigureAwait(false),
            retrying,
            await _channel.MessageCountAsync(_topology.Dead, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The dead letters, which stay where they are.</summary>
    /// <param name="most">How many at the most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<DeadLetter>> PeekDeadAsync(int most, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        ulong last = 0;
        while (letters.Count < most && await _channel.BasicGetAsync(_topology.Dead, autoAck: false, cancellationToken).ConfigureAwait(false) is { } message)
        {
            last = message.DeliveryTag;
            letters.Add(Letter(message.Body.ToArray(), message.BasicProperties));
        }

        if (last > 0)
        {
            await _channel.BasicNackAsync(last, multiple: true, requeue: true, cancellationToken).ConfigureAwait(false);
        }

        return letters;
    }

    /// <summary>Puts dead letters back among the jobs, with all their tries before them.</summary>
    /// <param name="beforeRequeue">Called with each before it goes back, so that its stored result can be forgotten.</param>
    /// <param name="cancellationToken">Stops; what went back stays back.</param>
    /// <returns>How many went back.</returns>
    public async Task<int> RetryDeadAsync(Func<DeadLetter, Task> beforeRequeue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(beforeRequeue);
        long letters = await _channel.MessageCountAsync(_topology.Dead, cancellationToken).ConfigureAwait(false);
        int moved = 0;
        while (moved < letters && await _channel.BasicGetAsync(_topology.Dead, autoAck: false, cancellationToken).ConfigureAwait(false) is { } message)
        {
            DeadLetter letter = Letter(message.Body.ToArray(), message.BasicProperties);
            await beforeRequeue(letter).ConfigureAwait(false);
            await JobPublisher.PublishAsync(_channel, _topology.Jobs, letter.Body, attempts: 0, reason: null, cancellationToken).ConfigureAwait(false);
            await _channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
            moved++;
        }

        return moved;
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    internal static int AttemptsOf(IReadOnlyBasicProperties properties) =>
        int.TryParse(Text(properties, JobTopology.AttemptsHeader), NumberStyles.None, CultureInfo.InvariantCulture, out int attempts) ? attempts : 0;

    private static DeadLetter Letter(ReadOnlyMemory<byte> body, IReadOnlyBasicProperties properties) => new(
        body,
        Text(properties, JobTopology.ReasonHeader) ?? "It came back again and again without an answer: whoever took it died.",
        AttemptsOf(properties));

    private static string? Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers is { } headers && headers.TryGetValue(header, out object? value) && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
