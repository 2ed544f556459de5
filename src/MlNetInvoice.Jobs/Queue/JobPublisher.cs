using System.Globalization;
using RabbitMQ.Client;

namespace MlNetInvoice.Jobs.Queue;

/// <summary>Puts jobs into the queue. A call completes when the broker has confirmed that the job is on disk with a majority of its nodes.</summary>
public sealed class JobPublisher : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly JobTopology _topology;

    private JobPublisher(IConnection connection, IChannel channel, JobTopology topology)
    {
        _connection = connection;
        _channel = channel;
        _topology = topology;
    }

    /// <summary>Connects and declares the queues.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <inheritdoc cref="JobConnection.OpenAsync" path="/exception"/>
    public static async Task<JobPublisher> OpenAsync(JobQueueOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        IConnection connection = await JobConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            IChannel channel = await OpenChannelAsync(connection, cancellationToken).ConfigureAwait(false);
            var topology = new JobTopology(options.Name);
            await topology.DeclareAsync(channel, cancellationToken).ConfigureAwait(false);
            return new JobPublisher(connection, channel, topology);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Puts a job into the queue; may be called many times at once.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Stops waiting; the job may be in the queue all the same.</param>
    public Task PublishAsync(ReadingJob job, CancellationToken cancellationToken) =>
        PublishAsync(_channel, _topology.Jobs, JobJson.Write(JobJson.Check(job)), attempts: 0, reason: null, cancellationToken);

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    internal static Task<IChannel> OpenChannelAsync(IConnection connection, CancellationToken cancellationToken) =>
        connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);

    internal static async Task PublishAsync(IChannel channel, string queue, ReadOnlyMemory<byte> body, int attempts, string? reason, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = "application/json",
            Headers = new Dictionary<string, object?> { [JobTopology.AttemptsHeader] = attempts.ToString(CultureInfo.InvariantCulture) },
        };
        if (reason is not null)
        {
            properties.Headers[JobTopology.ReasonHeader] = reason;
        }

        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken).ConfigureAwait(false);
    }
}
