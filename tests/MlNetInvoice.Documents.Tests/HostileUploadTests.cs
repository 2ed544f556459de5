using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Fuzzing;
using MlNetInvoice.Server;

namespace MlNetInvoice.Documents;

/// <summary>The service under hostile uploads of the formats that libraries decode: it answers each, goes on, and keeps its memory.</summary>
public class HostileUploadTests
{
    private const int Uploads = 1000;
    private const long MostMemory = 512L << 20;

    private static readonly string[] Formats = ["webp", "tiff", "heic", "avif", "gif", "jp2", "jxl", "arithmetic", "bmp", "pdf"];

    [Test]
    public async Task A_thousand_hostile_uploads_are_refused_and_good_ones_beside_them_are_read()
    {
        WebApplication service = ServiceHost.Build(["--urls", "http://127.0.0.1:0", "--Service:QueueLength=64", "--Logging:LogLevel:Default=None"]);
        await using (service.ConfigureAwait(false))
        {
            await service.StartAsync();
            string address = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            byte[] good = await File.ReadAllBytesAsync(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png"));
            await SendAsync(client, good);
            TimeSpan[] alone = await RepeatAsync(() => SendGoodAsync(client, good), 100);

            Task<Dictionary<HttpStatusCode, int>> hostile = SendHostileAsync(client);
            var beside = new List<TimeSpan>();
            while (!hostile.IsCompleted)
            {
                beside.AddRange(await RepeatAsync(() => SendGoodAsync(client, good), 5));
            }

            Dictionary<HttpStatusCode, int> answers = await hostile;
            long memory = Process.GetCurrentProcess().WorkingSet64;
            TestContext.Out.WriteLine(string.Join(", ", answers.Select(answer => $"{(int)answer.Key}: {answer.Value}")));
            TestContext.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"p99 of good uploads: alone {Percentile(alone):0} ms, beside {Percentile([.. beside]):0} ms ({beside.Count}); memory of the service {memory >> 20} MiB"));
            Assert.That(answers.Values.Sum(), Is.EqualTo(Uploads));
            Assert.That(answers.Keys, Is.SubsetOf(new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge }));
            Assert.That(memory, Is.LessThan(MostMemory));
            Assert.That((await client.GetAsync("/healthz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            await service.StopAsync();
        }
    }

    private static async Task<Dictionary<HttpStatusCode, int>> SendHostileAsync(HttpClient client)
    {
        var answers = new Dictionary<HttpStatusCode, int>();
        for (int i = 0; i < Uploads; i++)
        {
            byte[] input = FuzzRunner.Make(FuzzTargets.Find(Formats[i % Formats.Length])!, i, seed: 77);
            HttpStatusCode status = await SendAsync(client, input.Length == 0 ? [0] : input);
            if (status == HttpStatusCode.TooManyRequests)
            {
                i--;
                continue;
            }

            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        return answers;
    }

    private static async Task SendGoodAsync(HttpClient client, byte[] good)
    {
        using var content = new ByteArrayContent(good);
        HttpResponseMessage response = await client.PostAsync("/v1/readings", content);
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("WC-77318187"));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using HttpResponseMessage response = await client.PostAsync("/v1/readings", content);
        return response.StatusCode;
    }

    private static async Task<TimeSpan[]> RepeatAsync(Func<Task> send, int times)
    {
        var spans = new TimeSpan[times];
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await send();
            spans[i] = Stopwatch.GetElapsedTime(start);
        }

        return spans;
    }

    private static double Percentile(TimeSpan[] spans) => spans.Order().ElementAt(Math.Min(spans.Length - 1, spans.Length * 99 / 100)).TotalMilliseconds;
}
