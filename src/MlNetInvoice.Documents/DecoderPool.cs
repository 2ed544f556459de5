using System.Collections.Concurrent;
using MlNetInvoice.Documents.Isolation;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents;

/// <summary>
/// Decodes in child processes, so that a file which makes a native library fail, or take too much time or memory, ends a child and not this process. The children are started when they are needed,
/// kept for the next files, and replaced after a fault. Thread-safe.
/// </summary>
public sealed class DecoderPool : IPageDecoder, IDisposable
{
    /// <summary>Files after which a child is replaced: whatever a library leaks, it does not grow for ever.</summary>
    private const int FilesPerProcess = 2000;

    private readonly string _fileName;
    private readonly string[] _arguments;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<DecoderProcess> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Makes a pool; nothing is started yet.</summary>
    /// <param name="fileName">A program that calls <see cref="DecoderHost.Run"/>.</param>
    /// <param name="arguments">Its arguments that make it do so.</param>
    /// <param name="processes">Most children at once, 1 to 1,024; 0 takes as many as there are cores.</param>
    public DecoderPool(string fileName, IEnumerable<string> arguments, int processes = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentOutOfRangeException.ThrowIfNegative(processes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(processes, 1024);
        _fileName = fileName;
        _arguments = [.. arguments];
        _free = new SemaphoreSlim(processes == 0 ? Environment.ProcessorCount : processes);
    }

    /// <inheritdoc/>
    public IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, DocumentOptions? options = null)
    {
        options ??= DocumentOptions.Default;
        FileBytes.CheckLength(file.Length, options.Decoder);
        FileKind kind = FileKinds.Of(file.Span);
        return kind.Format is null ? throw kind.NotDecodable(hasCodec: true) : DecodeApart(file, kind.Name, options);
    }

    /// <summary>Ends the children.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out DecoderProcess? process))
        {
            process.Dispose();
        }
    }

    private IEnumerable<DocumentPage> DecodeApart(ReadOnlyMemory<byte> file, string name, DocumentOptions options)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _free.Wait();
        DecoderProcess? process = null;
        try
        {
            process = _idle.TryTake(out DecoderProcess? idle) ? idle : new DecoderProcess(_fileName, _arguments);
            foreach (DocumentPage page in process.Decode(file, name, options))
            {
                yield return page;
            }
        }
        finally
        {
            if (process is { IsUsable: true, Files: < FilesPerProcess } && !_isDisposed)
            {
                _idle.Add(process);
            }
            else
            {
                process?.Dispose();
            }

            _free.Release();
        }
    }
}
