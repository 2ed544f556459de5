using System.Buffers;
using MlNetInvoice.Jobs;
using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Sources;

/// <summary>
/// Fetches a job's picture: from the job, from under the root folder, or from an allowed host. Nothing leads out of the root folder (neither <c>..</c> nor a
/// link), and nothing off the allowed hosts (no redirect is followed, no private address connected to). Thread-safe.
/// </summary>
internal sealed class PictureSource : IDisposable
{
    private readonly WorkerOptions _options;
    private readonly string? _root;
    private readonly HttpClient _client;

    /// <summary>Makes a source.</summary>
    /// <param name="options">From where pictures may come.</param>
    /// <exception cref="DirectoryNotFoundException">The root folder does not exist.</exception>
    public PictureSource(WorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.RootFolder is { } root)
        {
            _root = Directory.Exists(root)
                ? Path.TrimEndingDirectorySeparator(Real(Path.GetFullPath(root)))
                : throw new DirectoryNotFoundException($"The root folder {root} does not exist.");
        }

        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = PublicAddress.ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = TimeSpan.FromSeconds(options.FetchTimeoutSeconds),
        };
    }

    /// <summary>Fetches a picture.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="RefusedSourceException">The source may not be fetched.</exception>
    /// <exception cref="IOException">It could not be fetched this time.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(JobSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source switch
        {
            { Inline: { } content } => content,
            { Path: { } path } => await File.ReadAllBytesAsync(Allowed(path), cancellationToken).ConfigureAwait(false),
            { Url: { } url } => await DownloadAsync(Allowed(url, _options.AllowedHosts), cancellationToken).ConfigureAwait(false),
            _ => throw new RefusedSourceException("The job names no source."),
        };
    }

    /// <summary>Closes connections.</summary>
    public void Dispose() => _client.Dispose();

    internal static Uri Allowed(string url, IEnumerable<string> hosts)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0 || !address.IsDefaultPort)
        {
            throw new RefusedSourceException("The source's url is no https address with the usual port and without credentials.");
        }

        return hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? address
            : throw new RefusedSourceException($"The host {address.IdnHost} is not among the allowed ones.");
    }

    private static string Real(string path)
    {
        // Every folder on the way may be a link.
        string? parent = Path.GetDirectoryName(path);
        string here = parent is null ? path : Path.Combine(Real(parent), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }

    private string Allowed(string path)
    {
        if (_root is null)
        {
            throw new RefusedSourceException("The worker has no root folder, so it reads no paths.");
        }

        string wanted = Path.GetFullPath(Path.Combine(_root, path));
        if (Path.IsPathRooted(path) || !IsInside(wanted) || !IsInside(Real(wanted)))
        {
            throw new RefusedSourceException($"The path {path} leads out of the worker's root folder.");
        }

        long length = new FileInfo(wanted).Length;
        return length <= _options.MaxPictureBytes ? wanted : throw new RefusedSourceException($"The file {path} has {length} bytes; at most {_options.MaxPictureBytes} are read.");
    }

    private bool IsInside(string path) => path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            int status = (int)response.StatusCode;
            if (status is >= 300 and < 400)
            {
                throw new RefusedSourceException($"{address.IdnHost} redirects elsewhere ({status}); redirects are not followed.");
            }

            if (status is >= 400 and < 500 and not 408 and not 429)
            {
                throw new RefusedSourceException($"{address.IdnHost} answers {status}.");
            }

            response.EnsureSuccessStatusCode();
            return await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), address, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (fault.InnerException is RefusedSourceException refused)
        {
            throw new RefusedSourceException(refused.Message);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException($"{address.IdnHost} could not be reached: {fault.Message}", fault);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, Uri address, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>(64 * 1024);
        int read;
        while ((read = await body.ReadAsync(content.GetMemory(64 * 1024), cancellationToken).ConfigureAwait(false)) > 0)
        {
            content.Advance(read);
            if (content.WrittenCount > _options.MaxPictureBytes)
            {
                throw new RefusedSourceException($"{address.IdnHost} sends more than {_options.MaxPictureBytes} bytes.");
            }
        }

        return content.WrittenMemory;
    }
}
