using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace MlNetInvoice.Data;

/// <summary>
/// Fetches MNIST from the first mirror that delivers it. A file is written beside its place (<c>.part</c>) and renamed only when its length and SHA-256
/// are right; what an interrupted run left is continued by an HTTP range request. Files that are there and right are not fetched again.
/// </summary>
public sealed class MnistDownloader
{
    private readonly HttpClient _client;
    private readonly MnistDownloadOptions _options;

    /// <summary>Initialises a downloader.</summary>
    /// <param name="client">The client to use; the caller disposes it.</param>
    /// <param name="options">Mirrors and files; null for the defaults.</param>
    public MnistDownloader(HttpClient client, MnistDownloadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new MnistDownloadOptions();
    }

    /// <summary>Fetches whatever of the files is missing or wrong.</summary>
    /// <param name="folder">Where the files shall stand; created where it is missing.</param>
    /// <param name="progress">Told about bytes and about mirrors that failed; may be null.</param>
    /// <param name="cancellationToken">Stops; what has come stays for the next run.</param>
    /// <exception cref="InvalidDataSetException">No mirror delivered a file; the message says what each answered.</exception>
    public async Task DownloadAsync(string folder, IProgress<MnistDownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach (MnistFile file in _options.Files)
        {
            string path = Path.Combine(folder, file.Name);
            if (await IsRightAsync(path, file, cancellationToken).ConfigureAwait(false))
            {
                progress?.Report(new MnistDownloadProgress(file, null, file.Bytes, $"{file.Name} is there already."));
                continue;
            }

            await FetchAsync(file, path, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(MnistFile file, string path, IProgress<MnistDownloadProgress>? progress, CancellationToken cancellationToken)
    {
        string part = path + ".part";
        var faults = new List<string>();
        foreach (Uri mirror in _options.Mirrors)
        {
            // A part that another mirror or an older run left may be of another file: when the whole turns out wrong, the same mirror
            // gets a second chance from the first byte.
            for (bool resumed = true; resumed;)
            {
                resumed = File.Exists(part) && new FileInfo(part).Length > 0;
                string? fault;
                try
                {
                    await ReceiveAsync(file, mirror, part, progress, cancellationToken).ConfigureAwait(false);
                    if (await IsRightAsync(part, file, cancellationToken).ConfigureAwait(false))
                    {
                        File.Move(part, path, overwrite: true);
                        return;
                    }

                    long bytes = new FileInfo(part).Length;
                    fault = bytes == file.Bytes ? "its SHA-256 is wrong" : $"it sent {bytes} bytes, not {file.Bytes}";
                    if (bytes >= file.Bytes)
                    {
                        File.Delete(part);
                    }
                    else
                    {
                        resumed = false;
                    }
                }
                catch (Exception exception) when (IsMirrorFault(exception, cancellationToken))
                {
                    fault = exception is OperationCanceledException ? $"it was silent for {_options.Timeout.TotalSeconds:0.#} s" : exception.Message.TrimEnd('.');
                    resumed = false;
                }

                faults.Add($"{mirror}: {fault}");
                progress?.Report(new MnistDownloadProgress(file, mirror, 0, $"{file.Name} from {mirror}: {fault}."));
            }
        }

        throw new InvalidDataSetException($"{file.Name} could not be fetched: {string.Join("; ", faults)}.");
    }

    private static bool IsMirrorFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or UnauthorizedAccessException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task ReceiveAsync(
        MnistFile file, Uri mirror, string part, IProgress<MnistDownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(_options.Timeout);
        var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        await using (output.ConfigureAwait(false))
        {
            if (output.Length >= file.Bytes)
            {
                output.SetLength(0);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(mirror.AbsoluteUri.TrimEnd('/') + "/"), file.Name));
            if (output.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(output.Length, null);
            }

            using HttpResponseMessage response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                throw new HttpRequestException($"it answered {(int)response.StatusCode} {response.ReasonPhrase}");
            }

            // A server that ignores the range sends the whole file, with 200: begin again.
            bool continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == output.Length;
            if (response.StatusCode == HttpStatusCode.PartialContent && !continues)
            {
                throw new HttpRequestException($"it sent another range than the one from byte {output.Length}");
            }

            output.SetLength(continues ? output.Length : 0);
            output.Seek(0, SeekOrigin.End);
            Stream input = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
            await using (input.ConfigureAwait(false))
            {
                await CopyAsync(input, output, file, mirror, silence, progress).ConfigureAwait(false);
            }

            output.Flush(flushToDisk: true);
        }
    }

    private async Task CopyAsync(
        Stream input, FileStream output, MnistFile file, Uri mirror, CancellationTokenSource silence, IProgress<MnistDownloadProgress>? progress)
    {
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            silence.CancelAfter(_options.Timeout);
            int count = await input.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            if (output.Length + count > file.Bytes)
            {
                output.SetLength(0);
                throw new HttpRequestException($"it sent more than {file.Bytes} bytes");
            }

            await output.WriteAsync(buffer.AsMemory(0, count), silence.Token).ConfigureAwait(false);
            progress?.Report(new MnistDownloadProgress(file, mirror, output.Length));
        }
    }

    private static async Task<bool> IsRightAsync(string path, MnistFile file, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes)
        {
            return false;
        }

        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            byte[] hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
            return Convert.ToHexString(hash).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase);
        }
    }
}
