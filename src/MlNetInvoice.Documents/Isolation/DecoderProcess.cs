using System.Diagnostics;
using System.Text;

namespace MlNetInvoice.Documents.Isolation;

/// <summary>One child process that decodes file after file. Not thread-safe: the pool lends it to one caller at a time.</summary>
internal sealed class DecoderProcess : IDisposable
{
    /// <summary>How often its memory is looked at.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly BinaryReader _reader;
    private readonly BinaryWriter _writer;
    private int _files;

    /// <summary>Starts a process.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public DecoderProcess(string fileName, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _reader = new BinaryReader(new BufferedStream(_process.StandardOutput.BaseStream, 64 * 1024), Encoding.UTF8);
        _writer = new BinaryWriter(new BufferedStream(_process.StandardInput.BaseStream, 64 * 1024), Encoding.UTF8);
    }

    /// <summary>Whether it can be lent again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>How many files it was given.</summary>
    public int Files => _files;

    /// <summary>Decodes a file. The process is usable afterwards only if every page was taken.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its format's name, for messages.</param>
    /// <param name="options">Limits.</param>
    public IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, string name, DocumentOptions options)
    {
        _files++;
        IsUsable = false;
        using var watch = new ProcessWatch(_process, options, WatchInterval);
        Ask(file, name, watch, options);
        while (Next(name, watch, options) is { } page)
        {
            watch.Pause();
            yield return page;
            watch.Resume();
        }

        IsUsable = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }

        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // What was left to be said to it is lost.
        }

        _reader.Dispose();
        _process.Dispose();
    }

    private void Ask(ReadOnlyMemory<byte> file, string name, ProcessWatch watch, DocumentOptions options)
    {
        try
        {
            PageWire.WriteRequest(_writer, file.Span, options);
        }
        catch (IOException fault)
        {
            throw watch.Explain(name, options, fault);
        }
    }

    private DocumentPage? Next(string name, ProcessWatch watch, DocumentOptions options)
    {
        try
        {
            switch ((PageWireKind)_reader.ReadByte())
            {
                case PageWireKind.Page:
                    return PageWire.ReadPage(_reader, options);
                case PageWireKind.End:
                    return null;
                case PageWireKind.Invalid:
                    string invalid = _reader.ReadString();
                    IsUsable = true;
                    throw new InvalidImageException(invalid);
                case PageWireKind.TooLarge:
                    string large = _reader.ReadString();
                    IsUsable = true;
                    throw new ImageTooLargeException(large);
                default:
                    throw new InvalidDataException("The child process says what nobody understands.");
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw watch.Explain(name, options, fault);
        }
    }
}
