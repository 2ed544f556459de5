using System.Net;
using System.Net.Sockets;

namespace MlNetInvoice.Data;

/// <summary>A web server on the loopback address that serves bytes from memory and misbehaves where a test asks for it.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/data/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What was asked for: path and range, in order.</summary>
    public List<string> Requests { get; } = [];

    public bool HonoursRanges { get; init; } = true;

    /// <summary>Bytes after which the first answer breaks off; null: none does.</summary>
    public int? BreakFirstAnswerAfter { get; set; }

    /// <summary>Answers headers and then nothing at all.</summary>
    public bool IsSilent { get; init; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client or the test has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string name = Path.GetFileName(context.Request.Url!.AbsolutePath);
        string? range = context.Request.Headers["Range"];
        Requests.Add(range is null ? name : $"{name} {range}");
        HttpListenerResponse response = context.Response;
        if (!Files.TryGetValue(name, out byte[]? content))
        {
            response.StatusCode = 404;
            response.Close();
            return;
        }

        int start = 0;
        if (HonoursRanges && range is not null)
        {
            start = int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        response.ContentLength64 = content.Length - start;
        if (IsSilent)
        {
            response.OutputStream.Write(content, 0, 1);
            response.OutputStream.Flush();
            return;
        }

        if (BreakFirstAnswerAfter is int count)
        {
            BreakFirstAnswerAfter = null;
            response.OutputStream.Write(content, start, count);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }

        response.OutputStream.Write(content, start, content.Length - start);
        response.Close();
    }
}
