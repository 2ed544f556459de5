using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// The service under load, as a process of its own: first the library alone on the same picture and threads, then HTTP at full load, then twice the capacity
/// for a time. Says throughput, median and 99th percentile, refusals and memory.
/// </summary>
internal static class ServiceCommand
{
    public static int Run(string[] arguments)
    {
        int seconds = arguments is [_, var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 20;
        if (arguments.Length == 0 || !File.Exists(arguments[0]))
        {
            Console.Error.WriteLine("service <picture> [seconds]: the picture is sent again and again.");
            return 1;
        }

        byte[] picture = File.ReadAllBytes(arguments[0]);
        string expected = Digits(InvoiceReader.Default.Read(picture));
        int cores = Environment.ProcessorCount;
        double library = Library(picture, cores, seconds);
        using Process service = Start(out Uri address);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };
            WaitUntilUp(client);
            _ = Load(client, picture, expected, cores, 3);
            LoadResult full = Load(client, picture, expected, cores * 2, seconds);
            long before = Memory(service);
            LoadResult over = Load(client, picture, expected, (cores * 2) + 64, seconds);
            long after = Memory(service);
            Console.WriteLine($"library alone, {cores} threads     {library,9:0.0} pictures/s");
            Print("HTTP at full load", full, library);
            Print("HTTP above capacity", over, library);
            Console.WriteLine($"service memory before and after the overload: {before >> 20} and {after >> 20} MiB");
            return full.Wrong + over.Wrong == 0 ? 0 : 1;
        }
        finally
        {
            service.Kill();
        }
    }

    private static double Library(byte[] picture, int threads, int seconds)
    {
        long count = 0;
        var watch = Stopwatch.StartNew();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                InvoiceReader.Default.Read(picture);
                Interlocked.Increment(ref count);
            }
        }))];
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        return count / watch.Elapsed.TotalSeconds;
    }

    private static LoadResult Load(HttpClient client, byte[] picture, string expected, int callers, int seconds)
    {
        var times = new ConcurrentBag<double>();
        long refused = 0;
        long wrong = 0;
        var watch = Stopwatch.StartNew();
        Task[] tasks = [.. Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                long start = Stopwatch.GetTimestamp();
                using HttpResponseMessage response = await client.PostAsync("v1/readings", new ByteArrayContent(picture));
                string body = await response.Content.ReadAsStringAsync();
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(100);
                }
                else if (response.IsSuccessStatusCode && body.Contains(expected, StringComparison.Ordinal))
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                else
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        Task.WaitAll(tasks);
        double[] sorted = [.. times.Order()];
        return new LoadResult(sorted.Length / watch.Elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), refused, wrong);
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];

    private static void Print(string name, LoadResult result, double library) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-28} {result.PerSecond,9:0.0} pictures/s ({result.PerSecond / library:0%} of the library), p50 {result.Median:0.0} ms, p99 {result.Slow:0.0} ms, {result.Refused} refused with 429, {result.Wrong} wrong or lost"));

    private static string Digits(InvoiceReading reading) => $"\"digits\":{(reading.Digits is null ? "null" : $"\"{reading.Digits}\"")}";

    private static Process Start(out Uri address)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MlNetInvoice.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository.");
        }

        string program = Path.Combine(folder, "src", "MlNetInvoice.Service", "bin", "Release", "net10.0", "MlNetInvoice.Service.dll");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("Build the service first: dotnet build -c Release src/MlNetInvoice.Service");
        }

        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        return Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", address.ToString(), "--Logging:LogLevel:Default", "Error"]))!;
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

    private readonly record struct LoadResult(double PerSecond, double Median, double Slow, long Refused, long Wrong);
}
