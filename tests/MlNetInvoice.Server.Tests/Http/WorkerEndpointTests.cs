using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Server.Servers;

namespace MlNetInvoice.Server.Http;

public sealed class WorkerEndpointTests
{
    [Test]
    public async Task A_worker_without_its_broker_is_not_healthy_and_measures_all_the_same()
    {
        int nowhere = ServerProcess.FreePort();
        await using WebApplication worker = WorkerHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None",
            $"--Worker:Amqp=amqp://127.0.0.1:{nowhere}", $"--Worker:Postgres=Host=127.0.0.1;Port={nowhere}",
        ]);
        await worker.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(worker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using HttpResponseMessage health = await client.GetAsync("healthz");
        string faults = await health.Content.ReadAsStringAsync();
        using HttpResponseMessage alive = await client.GetAsync("livez");
        Scrape scrape = await Scrape.OfAsync(client);
        await worker.StopAsync();

        Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(faults, Is.EqualTo($"Unhealthy\nbroker: not connected; the worker connects again by itself\ndatabase: Failed to connect to 127.0.0.1:{nowhere}"));
        Assert.That(alive.StatusCode, Is.EqualTo(HttpStatusCode.OK), "A worker whose broker is away is not to be restarted.");
        foreach (string counter in new[] { "stored", "retried", "dead" })
        {
            Assert.That(scrape.TypeOf($"mlnetinvoice_jobs_{counter}_total"), Is.EqualTo("counter"));
            Assert.That(scrape.ValueOf($"mlnetinvoice_jobs_{counter}_total"), Is.Zero);
        }

        Assert.That(scrape.TypeOf("mlnetinvoice_jobs_in_hand"), Is.EqualTo("gauge"));
        Assert.That(scrape.ValueOf("mlnetinvoice_jobs_in_hand"), Is.Zero);
        Assert.That(scrape.ValueOf("mlnetinvoice_connected"), Is.Zero);
    }
}
