using MlNetInvoice.Batch;
using MlNetInvoice.Documents;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Finds what <c>read</c> was asked for, lazily, so that a folder of millions is read while it is being listed. Nothing is passed over in silence.</summary>
internal sealed class ReadSources(ReadSettings settings) : IDisposable
{
    // As much as PictureArchive needs to tell an archive from a document that is packed as one.
    private const int HeadLength = 4096;

    private readonly List<PictureArchive> _archives = [];

    /// <summary>Whether a folder had no files.</summary>
    public bool HasEmptyFolder { get; private set; }

    /// <summary>The sources.</summary>
    /// <param name="writeError">Told of folders without files.</param>
    public IEnumerable<ReadSource> Enumerate(Action<string> writeError)
    {
        foreach (string source in settings.Sources)
        {
            if (source == ReadSettings.StandardInput || !Directory.Exists(source))
            {
                foreach (ReadSource found in Open(source))
                {
                    yield return found;
                }

                continue;
            }

            bool any = false;
            foreach (string file in PictureFiles.EnumerateAll(source, settings.Recursive).Where(IsNoOutput))
            {
                any = true;
                foreach (ReadSource found in Open(file))
                {
                    yield return found;
                }
            }

            if (!any)
            {
                HasEmptyFolder = true;
                string hint = settings.Recursive ? "" : "; --recursive looks into its subfolders";
                writeError($"{source}: the folder holds no files{hint}.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archives.ForEach(archive => archive.Dispose());

    private bool IsNoOutput(string file) => settings.Output is null || Path.GetFullPath(file) != Path.GetFullPath(settings.Output);

    private IEnumerable<ReadSource> Open(string path)
    {
        if (path != ReadSettings.StandardInput && !File.Exists(path) && PageName.PageOf(path) is { } page)
        {
            return [new ReadSource(path, PageName.FileOf(path), page)];
        }

        if (!IsArchive(path))
        {
            return [new ReadSource(path, path)];
        }

        PictureArchive archive;
        try
        {
            archive = new PictureArchive(File.OpenRead(path));
        }
        catch (MlNetInvoiceException)
        {
            return [new ReadSource(path, path)]; // Reading it as a picture says what is wrong.
        }

        _archives.Add(archive);
        return archive.Names.Select((name, index) => new ReadSource($"{path}/{name}", path, null, archive, index));
    }

    private static bool IsArchive(string path)
    {
        if (!File.Exists(path) || !path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] head = new byte[HeadLength];
            return PictureArchive.IsArchive(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
