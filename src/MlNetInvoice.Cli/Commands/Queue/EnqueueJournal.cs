using System.Text;

namespace MlNetInvoice.Cli.Commands;

/// <summary>The paths whose jobs the broker has confirmed, one a line, appended whole: a line that a kill cut off counts as not confirmed, and its job is sent again.</summary>
internal sealed class EnqueueJournal : IDisposable
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly FileStream? _stream;

    public EnqueueJournal(string? path)
    {
        if (path is null)
        {
            return;
        }

        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        using var reader = new StreamReader(_stream, new UTF8Encoding(false), false, 64 * 1024, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        _done.UnionWith(text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        _stream.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, end)));
        _stream.Seek(0, SeekOrigin.End);
    }

    public bool Contains(string path) => _done.Contains(path);

    public void Add(string path) => _stream?.Write(Encoding.UTF8.GetBytes(path + "\n"));

    public void Dispose() => _stream?.Dispose();
}
