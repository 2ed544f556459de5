using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Readings;

/// <summary>
/// Counts the bytes of uploads in memory. Only bytes that have arrived count, not those announced: two hundred slow uploads of large announced size
/// take no room from good ones. Thread-safe.
/// </summary>
internal sealed class UploadBudget(ServiceOptions options)
{
    private readonly long _limit = options.MaxBufferedBytes;
    private long _used;

    public long Used => Interlocked.Read(ref _used);

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= _limit)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _used, -bytes);
}
