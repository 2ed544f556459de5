using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlNetInvoice.Files;

namespace MlNetInvoice.Batch;

/// <summary>
/// Results on disk that survive a kill: records are appended whole, and opening the file again to go on drops a record that was cut off and knows which
/// files are in it. Not thread-safe.
/// </summary>
public sealed class ResultFile : IDisposable
{
    // Excel takes a file without it for one in the code page of the machine.
    private const string ByteOrderMark = "\uFEFF";

    private readonly FileStream _stream;
    private readonly ResultFormat _format;
    private readonly bool _withRecords;
    private readonly HashSet<UInt128> _done = [];
    private readonly Dictionary<string, long> _byStatus = [];
    private readonly StringBuilder _text = new();

    private ResultFile(FileStream stream, ResultFormat format, bool withRecords)
    {
        _withRecords = withRecords;
        _stream = stream;
        _format = format;
    }

    /// <summary>How many files were in it when it was opened.</summary>
    public int DoneCount => _done.Count;

    /// <summary>How many records of each status (<see cref="PictureReading.Status"/>) it kept when it was opened.</summary>
    public IReadOnlyDictionary<string, long> DoneByStatus => _byStatus;

    /// <summary>Begins a new file; one that stands there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How records stand in it.</param>
    /// <param name="withRecords">Whether rows of CSV have the fields of invoices (<see cref="ReadingCsv.RecordHeader"/>); lines of JSON have them anyway.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ResultFile Create(string path, ResultFormat format, bool withRecords = false)
    {
        var file = new ResultFile(Open(path, FileMode.Create), format, withRecords);
        file.WriteHeader();
        return file;
    }

    /// <summary>Opens a file to go on with it, or begins it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How records stand in it.</param>
    /// <param name="severalPerFile">Whether a picture may have several records: then those of the last one are dropped, for it may have more. Those of a file with pages always are.</param>
    /// <param name="withRecords">Whether rows of CSV have the fields of invoices, as in <see cref="Create"/>.</param>
    /// <exception cref="InvalidDataSetException">The file holds something else than results in this format; nothing was changed.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ResultFile Resume(string path, ResultFormat format, bool severalPerFile, bool withRecords = false)
    {
        var file = new ResultFile(Open(path, FileMode.OpenOrCreate), format, withRecords);
        try
        {
            file.Recover(path, severalPerFile);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a picture was in the file when it was opened.</summary>
    /// <param name="name">The picture's <see cref="PictureReading.File"/>.</param>
    public bool Contains(string name) => _done.Contains(HashOf(name));

    /// <summary>Appends what was read in one picture in one piece.</summary>
    /// <param name="pictures">Its readings.</param>
    public void Append(IEnumerable<PictureReading> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        foreach (PictureReading picture in pictures)
        {
            _text.Append(_format == ResultFormat.JsonLines ? ReadingJson.ToLine(picture) : _withRecords ? ReadingCsv.ToRecordRow(picture) : ReadingCsv.ToRow(picture)).Append('\n');
        }

        _stream.Write(Encoding.UTF8.GetBytes(_text.ToString()));
        _text.Clear();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    // Without a buffer: what was appended has reached the operating system, and outlives a kill of this process.
    private static FileStream Open(string path, FileMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    private static UInt128 HashOf(string name) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private string Header => _withRecords ? ReadingCsv.RecordHeader : ReadingCsv.Header;

    private void WriteHeader()
    {
        if (_format == ResultFormat.Csv)
        {
            _stream.Write(Encoding.UTF8.GetBytes(ByteOrderMark + Header + "\n"));
        }
    }

    private void Recover(string path, bool severalPerFile)
    {
        long end = 0;
        long lastStart = 0;
        string? last = null;
        bool lastHasPages = false;
        var lastStatuses = new List<string>();
        int line = 0;
        foreach ((string record, long start, long next) in ReadRecords())
        {
            line++;
            end = next;
            if (line == 1 && _format == ResultFormat.Csv)
            {
                if (record.TrimStart(ByteOrderMark[0]) != Header)
                {
                    throw new InvalidDataSetException($"{path}: its first line is not \"{Header}\", so it cannot be continued.");
                }

                continue;
            }

            (string name, string status) = NameOf(record) ?? throw new InvalidDataSetException($"{path}, record {line}: is no result, so the file cannot be continued.");
            string source = PageName.FileOf(name);
            _done.Add(HashOf(source));
            if (source != last)
            {
                (last, lastStart, lastHasPages) = (source, start, source != name);
                lastStatuses.Clear();
            }

            lastStatuses.Add(status);
            _byStatus[status] = _byStatus.GetValueOrDefault(status) + 1;
        }

        if ((severalPerFile || lastHasPages) && last is not null)
        {
            _done.Remove(HashOf(last));
            lastStatuses.ForEach(status => _byStatus[status]--);
            end = lastStart;
        }

        _stream.SetLength(end);
        _stream.Seek(end, SeekOrigin.Begin);
        if (end == 0)
        {
            WriteHeader();
        }
    }

    // Records that ended with a line feed, with their place; a field in quotation marks may hold line feeds.
    private IEnumerable<(string Record, long Start, long Next)> ReadRecords()
    {
        byte[] buffer = new byte[64 * 1024];
        var record = new List<byte>();
        long start = 0;
        long position = 0;
        bool quoted = false;
        int count;
        while ((count = _stream.Read(buffer)) > 0)
        {
            for (int i = 0; i < count; i++)
            {
                position++;
                quoted ^= _format == ResultFormat.Csv && buffer[i] == '"';
                if (buffer[i] != '\n' || quoted)
                {
                    record.Add(buffer[i]);
                    continue;
                }

                yield return (Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(record)).TrimEnd('\r'), start, position);
                record.Clear();
                start = position;
            }
        }
    }

    private (string Name, string Status)? NameOf(string record)
    {
        try
        {
            if (_format == ResultFormat.Csv)
            {
                return CsvText.Parse(record, "").FirstOrDefault() is { } row && row.Fields.Count == (_withRecords ? ReadingCsv.RecordFieldCount : ReadingCsv.FieldCount) ? (row.Fields[0], row.Fields[1]) : null;
            }

            PictureReading picture = ReadingJson.Parse(record);
            return picture.File is null ? null : (picture.File, picture.Status);
        }
        catch (InvalidDataSetException)
        {
            return null;
        }
    }
}
