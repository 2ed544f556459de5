using System.Buffers;

namespace MlNetInvoice.Server.Readings;

/// <summary>One uploaded picture in pooled memory, counted by the <see cref="UploadBudget"/> until it is disposed.</summary>
internal sealed class Upload : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private readonly UploadBudget _budget;
    private byte[] _buffer;
    private int _length;
    private bool _disposed;

    private Upload(string? name, UploadBudget budget)
    {
        Name = name;
        _budget = budget;
        _buffer = [];
    }

    /// <summary>The caller's name for the file, without folders, or null.</summary>
    public string? Name { get; }

    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="BadHttpRequestException">413: more than <paramref name="limit"/> bytes.</exception>
    /// <exception cref="OverloadedException">The budget is used up.</exception>
    public static async Task<Upload> ReadAsync(Stream body, string? name, long limit, UploadBudget budget, CancellationToken cancellationToken)
    {
        var upload = new Upload(name is null ? null : Path.GetFileName(name.Replace('\\', '/')), budget);
        try
        {
            await upload.FillAsync(body, limit, cancellationToken).ConfigureAwait(false);
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _budget.Return(_buffer.Length);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private async Task FillAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        // The first buffer is taken when the first byte is there: an idle connection costs nothing.
        byte[] first = new byte[1];
        if (await body.ReadAsync(first, cancellationToken).ConfigureAwait(false) == 0)
        {
            return;
        }

        Grow();
        _buffer[_length++] = first[0];
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            int read = await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                throw new BadHttpRequestException($"The picture has more than {limit} bytes, the most that is taken.", StatusCodes.Status413PayloadTooLarge);
            }
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, checked(_buffer.Length * 2)));
        if (!_budget.TryTake(larger.Length - _buffer.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw OverloadedException.OfMemory();
        }

        Content.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
