using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using MlNetInvoice.Batch;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace MlNetInvoice.Jobs.Consuming;

/// <summary>One connection of a worker to the broker, from its opening until it is lost or the worker stops.</summary>
internal sealed class JobSession : IAsyncDisposable
{
    private readonly Channel<JobDelivery> _deliveries = Channel.CreateUnbounded<JobDelivery>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly ConcurrentDictionary<Task, bool> _finishing = new();
    private readonly CancellationTokenSource _over = new();
    private readonly IConnection _connection;
    private readonly JobWorkerOptions _options;
    private readonly JobTopology _topology;
    private readonly ResultWriter _writer;
    private readonly JobTally _tally;
    private Exception? _refusal;
    private IChannel _consuming = null!;
    private IChannel _publishing = null!;

    private JobSession(IConnection connection, JobWorkerOptions options, ResultWriter writer, JobTally tally)
    {
        _connection = connection;
        _options = options;
        _writer = writer;
        _tally = tally;
        _topology = new JobTopology(options.Queue.Name);
    }

    public static async Task<JobSession> OpenAsync(JobWorkerOptions options, ResultWriter writer, JobTally tally, CancellationToken cancellationToken)
    {
        IConnection connection = await JobConnection.OpenAsync(options.Queue, cancellationToken).ConfigureAwait(false);
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

    public async Task RunAsync(BatchReader<JobDelivery> batch, CancellationToken stop)
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
            IEnumerable<JobDelivery> sources = Unskipped(_deliveries.Reader.ReadAllAsync(CancellationToken.None).ToBlockingEnumerable(CancellationToken.None));
            await foreach (BatchResult<JobDelivery> result in batch.ReadAsync(sources, CancellationToken.None).ConfigureAwait(false))
            {
                Task finish = FinishAsync(result);
                _finishing.TryAdd(finish, true);
                _ = finish.ContinueWith(done => _finishing.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            await Task.WhenAll(_finishing.Keys).ConfigureAwait(false);
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
        if (!_deliveries.Writer.TryWrite(new JobDelivery(delivery.DeliveryTag, delivery.Body.ToArray(), JobQueueAdministration.AttemptsOf(delivery.BasicProperties))))
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

    // After the end, what was not begun passes through unread: it is given back with the connection.
    private IEnumerable<JobDelivery> Unskipped(IEnumerable<JobDelivery> deliveries)
    {
        foreach (JobDelivery delivery in deliveries)
        {
            delivery.IsSkipped = _over.IsCancellationRequested;
            yield return delivery;
        }
    }

    private async Task FinishAsync(BatchResult<JobDelivery> result)
    {
        JobDelivery delivery = result.Source;
        try
        {
            if (delivery.IsSkipped)
            {
                return;
            }

            int attempts = delivery.Attempts + 1;
            if (delivery.Fault is not null && !delivery.IsHopeless && attempts < JobTopology.MaxAttempts)
            {
                await JobPublisher.PublishAsync(_publishing, _topology.DelayAfter(attempts), delivery.Body, attempts, delivery.Fault.Message, CancellationToken.None).ConfigureAwait(false);
                _tally.Retried();
            }
            else
            {
                await StoreAsync(result, attempts).ConfigureAwait(false);
            }

            await _consuming.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
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

    private async Task StoreAsync(BatchResult<JobDelivery> result, int attempts)
    {
        JobDelivery delivery = result.Source;
        if (delivery.Job is { } job)
        {
            ReadingRecord record = delivery.Fault is null
                ? ReadingRecord.FromReading(job.Source.Path ?? job.Source.Url, result.Readings[0], result.Elapsed)
                : ReadingRecord.FromFault(job.Source.Path ?? job.Source.Url, delivery.Fault.Message, result.Elapsed);
            await _writer.WriteAsync(new JobResult(job.Id, record, _options.Name, attempts)).ConfigureAwait(false);
            _tally.Stored();
        }

        if (delivery.Fault is not null)
        {
            await JobPublisher.PublishAsync(_publishing, _topology.Dead, delivery.Body, attempts, delivery.Fault.Message, CancellationToken.None).ConfigureAwait(false);
            _tally.Dead();
        }
    }
}
