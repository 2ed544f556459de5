using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using MlNetInvoice.Batch;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Telemetry;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace MlNetInvoice.Server.Work;

/// <summary>One connection of a worker to the broker, from its opening until it is lost or the worker stops.</summary>
internal sealed class JobSession : IAsyncDisposable
{
    private readonly Channel<JobDelivery> _deliveries = Channel.CreateUnbounded<JobDelivery>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly ConcurrentDictionary<Task, bool> _handling = new();
    private readonly CancellationTokenSource _over = new();
    private readonly IConnection _connection;
    private readonly WorkerOptions _options;
    private readonly JobTopology _topology;
    private readonly ResultWriter _writer;
    private readonly JobTally _tally;
    private Exception? _refusal;
    private IChannel _consuming = null!;
    private IChannel _publishing = null!;

    private JobSession(IConnection connection, WorkerOptions options, ResultWriter writer, JobTally tally)
    {
        _connection = connection;
        _options = options;
        _writer = writer;
        _tally = tally;
        _topology = new JobTopology(options.Queue);
    }

    public static async Task<JobSession> OpenAsync(WorkerOptions options, ResultWriter writer, JobTally tally, CancellationToken cancellationToken)
    {
        IConnection connection = await JobConnection.OpenAsync(options.Broker(), cancellationToken).ConfigureAwait(false);
        var session = new JobSession(connection, options, writer, tally);
        try
        {
            session._publishing = await JobPublisher.OpenChannelAsync(connection, cancellationToken).ConfigureAwait(false);
            session._consuming = await connection.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
            await session._topology.DeclareAsync(session._consuming, cancellationToken).ConfigureAwait(false);
            await session._consuming.BasicQosAsync(0, options.EffectivePrefetch, global: false, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task RunAsync(JobReader jobs, CancellationToken stop)
    {
        var consumer = new AsyncEventingBasicConsumer(_consuming);
        consumer.ReceivedAsync += (_, delivery) => Take(delivery);
        consumer.ShutdownAsync += (_, _) => End();
        consumer.UnregisteredAsync += (_, _) => End();
        _connection.ConnectionShutdownAsync += (_, _) => End();
        await _consuming.BasicConsumeAsync(_topology.Jobs, autoAck: false, consumer, stop).ConfigureAwait(false);
        _tally.Connected(true);
        try
        {
            await using CancellationTokenRegistration stopping = stop.Register(() => End());
            await foreach (JobDelivery delivery in _deliveries.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                Task handling = HandleAsync(delivery, jobs);
                _handling.TryAdd(handling, true);
                _ = handling.ContinueWith(done => _handling.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            await Task.WhenAll(_handling.Keys).ConfigureAwait(false);
            if (_refusal is not null)
            {
                ExceptionDispatchInfo.Throw(_refusal);
            }
        }
        finally
        {
            _tally.Connected(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Closing gives back to the broker whatever was not acknowledged.
        await _connection.DisposeAsync().ConfigureAwait(false);
        _over.Dispose();
    }

    private Task Take(BasicDeliverEventArgs delivery)
    {
        _tally.Taken();
        if (!_deliveries.Writer.TryWrite(new JobDelivery(delivery.DeliveryTag, delivery.Body.ToArray(), JobQueueAdministration.AttemptsOf(delivery.BasicProperties), ServerSpans.SenderOf(Activity.Current))))
        {
            _tally.Released();
        }

        return Task.CompletedTask;
    }

    private Task End()
    {
        _deliveries.Writer.TryComplete();
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The session was closed already.
        }

        return Task.CompletedTask;
    }

    private async Task HandleAsync(JobDelivery delivery, JobReader jobs)
    {
        using Activity? span = ServerSpans.StartJob(delivery.Sender, delivery.Attempts);
        try
        {
            JobOutcome outcome = await jobs.ReadAsync(delivery.Body, _over.Token).ConfigureAwait(false);
            int attempts = delivery.Attempts + 1;
            if (outcome.Fault is not null && !outcome.IsHopeless && attempts < JobTopology.MaxAttempts)
            {
                await JobPublisher.PublishAsync(_publishing, _topology.DelayAfter(attempts), delivery.Body, attempts, outcome.Fault.Message, CancellationToken.None).ConfigureAwait(false);
                _tally.Retried();
            }
            else
            {
                await StoreAsync(delivery, outcome, attempts).ConfigureAwait(false);
            }

            await _consuming.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The end came before the job was begun: it is given back with the connection.
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // The broker is away: the job comes again, and its result is stored once all the same.
            await End().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // The store refuses (a wrong password, a missing right): no other job would fare better.
            _refusal ??= fault;
            await End().ConfigureAwait(false);
        }
        finally
        {
            _tally.Released();
        }
    }

    private async Task StoreAsync(JobDelivery delivery, JobOutcome outcome, int attempts)
    {
        using Activity? span = ServerSpans.Start("store");
        if (outcome.Job is { } job)
        {
            string? file = job.Source.Path ?? job.Source.Url;
            PictureReading[] pictures = outcome.Readings is { } readings
                ? [.. readings.Select(reading => PictureReading.FromReading(file, reading, outcome.Elapsed))]
                : [PictureReading.FromFault(file, outcome.Fault!, outcome.Elapsed)];

            // The first page has the job's own id and is stored last: whoever finds it finds the others too.
            await Task.WhenAll(pictures.Skip(1).Select((picture, index) => _writer.WriteAsync(new JobResult($"{job.Id}#{index + 2}", picture, _options.Name, attempts)))).ConfigureAwait(false);
            await _writer.WriteAsync(new JobResult(job.Id, pictures[0], _options.Name, attempts)).ConfigureAwait(false);
            _tally.Stored();
        }

        if (outcome.Fault is not null)
        {
            await JobPublisher.PublishAsync(_publishing, _topology.Dead, delivery.Body, attempts, outcome.Fault.Message, CancellationToken.None).ConfigureAwait(false);
            _tally.Dead();
        }
    }
}
