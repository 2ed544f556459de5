using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// The service under load, as a process of its own: first the library alone on the same pictures and threads, then HTTP at full load, then twice the capacity
/// that was measured, sent at fixed times whatever comes back. Says throughput, median and 99th percentile, refusals and memory. Every answer is compared
/// with what the library reads off the picture that was sent, so that a lost or mixed-up one is counted.
/// </summary>
internal static class ServiceCommand
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || !(File.Exists(arguments[0]) || Directory.Exists(arguments[0])))
        {
            Console.Error.WriteLine("service <picture|folder> [seconds] [seconds above capacity]: the pictures are sent again and again.");
            return 1;
        }

        int seconds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 20;
        int overload = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : seconds;
        string[] files = File.Exists(arguments[0]) ? [arguments[0]] : [.. Directory.GetFiles(arguments[0]).Where(f => f.EndsWith(".png", StringComparison.Ordinal) || f.EndsWith(".jpg", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Picture[] pictures = [.. files.Select(File.ReadAllBytes).Select(content => new Picture(content, Digits(InvoiceReader.Default.Read(content))))];
        int cores = Environment.ProcessorCount;
        _ = Library(pictures, cores, 3);
        double library = Library(pictures, cores, seconds);
        using Process service = Start(out Uri address);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = address };
            WaitUntilUp(client);
            _ = Full(client, pictures, cores, 3);
            LoadResult full = Full(client, pictures, cores * 2, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pictures.Length} pictures; the library alone, {cores} threads: {library:0.0} pictures/s"));
            Print("HTTP at full load", full, library);
            long[] memory = new long[overload];
            LoadResult over = Above(client, pictures, full.PerSecond * 2, memory, service);
            Print("HTTP at twice the capacity", over, library);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"memory of the service, mean of each fifth of those {overload} s: {string.Join(", ", memory.Chunk((overload + 4) / 5).Select(part => $"{part.Average() / (1 << 20):0}"))} MiB; highest {memory.Max() >> 20} MiB"));
            return full.Wrong + over.Wrong == 0 ? 0 : 1;
        }
        finally
        {
            service.Kill();
        }
    }

    private static double Library(Picture[] pictures, int threads, int seconds)
    {
        long count = 0;
        var watch = Stopwatch.StartNew();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                InvoiceReader.Default.Read(pictures[Interlocked.Increment(ref count) % pictures.Length].Content);
            }
        }))];
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        return count / watch.Elapsed.TotalSeconds;
    }

    // Callers that send the next picture when the last is answered: never more under way than there are callers.
    private static LoadResult Full(HttpClient client, Picture[] pictures, int callers, int seconds)
    {
        var tally = new Tally();
        long next = 0;
        var watch = Stopwatch.StartNew();
        Task.WaitAll([.. Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                await SendAsync(client, pictures[Interlocked.Increment(ref next) % pictures.Length], tally);
            }
        }))]);
        return tally.Result(watch.Elapsed);
    }

    // Pictures sent at a fixed rate, however many are still under way.
    private static LoadResult Above(HttpClient client, Picture[] pictures, double perSecond, long[] memory, Process service)
    {
        var tally = new Tally();
        List<Task> tasks = [];
        var watch = Stopwatch.StartNew();
        for (int second = -1; watch.Elapsed.TotalSeconds < memory.Length; Thread.Sleep(5))
        {
            while (tasks.Count < watch.Elapsed.TotalSeconds * perSecond)
            {
                Picture picture = pictures[tasks.Count % pictures.Length];
                tasks.Add(Task.Run(() => SendAsync(client, picture, tally)));
            }

            int now = (int)watch.Elapsed.TotalSeconds;
            if (now > second && now < memory.Length)
            {
                memory.AsSpan((second + 1)..(now + 1)).Fill(Memory(service));
                second = now;
            }
        }

        TimeSpan elapsed = watch.Elapsed;
        Task.WaitAll([.. tasks]);
        return tally.Result(elapsed) is var result && result.Answered + result.Refused + result.Wrong == tasks.Count
            ? result
            : throw new InvalidOperationException("Requests sent and answers counted differ.");
    }

    private static async Task SendAsync(HttpClient client, Picture picture, Tally tally)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await client.PostAsync("v1/readings", new ByteArrayContent(picture.Content));
            string body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref tally.Refused);
            }
            else if (response.IsSuccessStatusCode && body.Contains(picture.Expected, StringComparison.Ordinal))
            {
                tally.Times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref tally.Wrong);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref tally.Wrong);
        }
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];

    private static void Print(string name, LoadResult result, double library) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-28} {result.PerSecond,9:0.0} pictures/s ({result.PerSecond / library:0%} of the library), p50 {result.Median:0.0} ms, p99 {result.Slow:0.0} ms, {result.Answered} read, {result.Refused} refused with 429, {result.Wrong} wrong or lost"));

    private static string Digits(InvoiceReading reading) => $"\"digits\":{(reading.Digits is null ? "null" : $"\"{reading.Digits}\"")}";

    private static Process Start(out Uri address)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MlNetInvoice.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository.");
        }

        string program = Path.Combine(folder, "src", "MlNetInvoice.Server", "bin", "Release", "net10.0", "MlNetInvoice.Server.dll");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("Build the server first: dotnet build -c Release src/MlNetInvoice.Server");
        }

        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        return Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--urls", address.ToString(), "--Logging:LogLevel:Default", "Error"]))!;
    }

    private static void WaitUntilUp(HttpClient client)
    {
        for (var watch = Stopwatch.StartNew(); ; Thread.Sleep(100))
        {
            try
            {
                if (client.GetAsync("healthz").GetAwaiter().GetResult().IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                // Not up yet.
            }
        }
    }

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private readonly record struct LoadResult(double PerSecond, double Median, double Slow, int Answered, long Refused, long Wrong);

    private readonly record struct Picture(byte[] Content, string Expected);

    private sealed class Tally
    {
        public long Refused;
        public long Wrong;

        public ConcurrentBag<double> Times { get; } = [];

        public LoadResult Result(TimeSpan elapsed)
        {
            double[] sorted = [.. Times.Order()];
            return new LoadResult(sorted.Length / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), sorted.Length, Refused, Wrong);
        }
    }
}
