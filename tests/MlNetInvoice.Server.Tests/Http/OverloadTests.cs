using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Batch;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Http;

public sealed class OverloadTests
{
    [Test]
    public async Task When_every_core_is_busy_and_the_queue_full_a_request_is_told_when_to_come_back()
    {
        await using RunningService service = await RunningService.StartAsync("--Service:Parallelism", "1", "--Service:QueueLength", "1");
        WorkQueue queue = service.Services.GetRequiredService<WorkQueue>();
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        Task<int> busy = queue.TryRun(() => Hold(started, finish), CancellationToken.None)!;
        started.Wait();
        Task<int> queued = queue.TryRun(() => 2, CancellationToken.None)!;

        using HttpResponseMessage refused = await service.Client.PostAsync("v1/readings", Samples.Body(Samples.Invoice.Content));
        finish.Set();
        await Task.WhenAll(busy, queued);
        using HttpResponseMessage served = await service.Client.PostAsync("v1/readings", Samples.Body(Samples.Invoice.Content));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
        Assert.That(served.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Two_hundred_uploads_that_never_end_do_not_stop_a_good_one_and_hold_no_memory()
    {
        await using RunningService service = await RunningService.StartAsync();
        byte[] head = Encoding.ASCII.GetBytes("POST /v1/readings HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: 16000000\r\n\r\n");
        List<TcpClient> slow = [];
        try
        {
            for (int i = 0; i < 200; i++)
            {
                var client = new TcpClient();
                slow.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
                await client.GetStream().WriteAsync(head);
            }

            using HttpResponseMessage response = await service.Client.PostAsync("v1/readings", Samples.Body(Samples.Invoice.Content));

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(service.Services.GetRequiredService<UploadBudget>().Used, Is.Zero);
        }
        finally
        {
            slow.ForEach(c => c.Dispose());
        }
    }

    [Test]
    public async Task Memory_for_uploads_is_bounded_and_given_back()
    {
        await using RunningService service = await RunningService.StartAsync("--Service:MaxBodyBytes", "100000", "--Service:MaxBufferedBytes", "100000");

        using HttpResponseMessage refused = await service.Client.PostAsync("v1/readings", Samples.Body(new byte[90_000]));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(service.Services.GetRequiredService<UploadBudget>().Used, Is.Zero);
    }

    [Test]
    public async Task Stopping_lets_requests_under_way_finish()
    {
        RunningService service = await RunningService.StartAsync("--Service:Parallelism", "1");
        WorkQueue queue = service.Services.GetRequiredService<WorkQueue>();
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        _ = queue.TryRun(() => Hold(started, finish), CancellationToken.None);
        started.Wait();
        Task<HttpResponseMessage> reading = service.Client.PostAsync("v1/readings", Samples.Body(Samples.Invoice.Content));
        await UntilAsync(() => service.Services.GetRequiredService<UploadBudget>().Used > 0);

        Task stopping = service.StopAsync();
        finish.Set();
        using HttpResponseMessage response = await reading;
        await stopping;
        await service.DisposeAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static int Hold(ManualResetEventSlim started, ManualResetEventSlim finish)
    {
        started.Set();
        finish.Wait();
        return 1;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5);
        }
    }
}
