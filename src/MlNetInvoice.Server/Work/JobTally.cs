namespace MlNetInvoice.Server.Work;

/// <summary>Counts what a worker does. Thread-safe.</summary>
internal sealed class JobTally
{
    private long _stored;
    private long _retried;
    private long _dead;
    private int _inHand;
    private volatile bool _connected;

    public JobCounts Counts => new(Interlocked.Read(ref _stored), Interlocked.Read(ref _retried), Interlocked.Read(ref _dead), Volatile.Read(ref _inHand), _connected);

    public void Taken() => Interlocked.Increment(ref _inHand);

    public void Released() => Interlocked.Decrement(ref _inHand);

    public void Stored() => Interlocked.Increment(ref _stored);

    public void Retried() => Interlocked.Increment(ref _retried);

    public void Dead() => Interlocked.Increment(ref _dead);

    public void Connected(bool connected) => _connected = connected;
}
