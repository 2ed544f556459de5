using System.Net;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Http;

public sealed class MetricsTests
{
    [Test]
    public async Task Readings_are_counted_by_how_they_ended_and_where_they_were_sent()
    {
        await using RunningService service = await RunningService.StartAsync();
        await PostAsync(service, "v1/readings", Samples.Body(Samples.Invoice.Content), HttpStatusCode.OK);
        await PostAsync(service, "v1/readings", Samples.Body([1, 2, 3]), HttpStatusCode.BadRequest);
        await PostAsync(service, "v1/readings:batch", Samples.Form(("a.png", Samples.Invoice.Content), ("b.png", Samples.Invoice.Content)), HttpStatusCode.OK);

        Scrape scrape = await Scrape.OfAsync(service.Client);

        Assert.That(scrape.TypeOf("mlnetinvoice_readings_total"), Is.EqualTo("counter"));
        Assert.That(scrape.ValueOf("mlnetinvoice_readings_total", ("status", "read"), ("endpoint", "readings")), Is.EqualTo(1));
        Assert.That(scrape.ValueOf("mlnetinvoice_readings_total", ("status", "invalid"), ("endpoint", "readings")), Is.EqualTo(1));
        Assert.That(scrape.ValueOf("mlnetinvoice_readings_total", ("status", "read"), ("endpoint", "batch")), Is.EqualTo(2));
    }

    [Test]
    public async Task Every_stage_is_a_histogram_by_where_the_picture_was_sent()
    {
        await using RunningService service = await RunningService.StartAsync();
        await PostAsync(service, "v1/readings", Samples.Body(Samples.Invoice.Content), HttpStatusCode.OK);
        await PostAsync(service, "v1/digits", Samples.Body(Samples.Invoice.Content), HttpStatusCode.OK);

        Scrape scrape = await Scrape.OfAsync(service.Client);

        Assert.That(scrape.TypeOf("mlnetinvoice_stage_seconds"), Is.EqualTo("histogram"));
        foreach (string endpoint in new[] { "readings", "digits" })
        {
            foreach (string stage in new[] { "upload", "queue", "read" })
            {
                (string, string)[] tags = [("stage", stage), ("endpoint", endpoint)];
                double[] buckets = [.. scrape.Samples.Where(s => s.Name == "mlnetinvoice_stage_seconds_bucket" && s.Has(tags)).Select(s => s.Value)];

                Assert.That(buckets, Has.Length.EqualTo(14).And.Ordered, $"{stage} of {endpoint}");
                Assert.That(buckets[^1], Is.EqualTo(1));
                Assert.That(scrape.ValueOf("mlnetinvoice_stage_seconds_count", tags), Is.EqualTo(1));
                Assert.That(scrape.ValueOf("mlnetinvoice_stage_seconds_sum", tags), Is.GreaterThan(0));
            }
        }

        Assert.That(
            scrape.Samples.Where(s => s.Name == "mlnetinvoice_stage_seconds_bucket" && s.Has(("stage", "read"), ("endpoint", "readings"))).Select(s => s.Tags["le"]),
            Is.EqualTo(new[] { "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf" }));
    }

    [Test]
    public async Task What_changes_both_ways_is_a_gauge_and_a_refusal_says_what_was_full()
    {
        await using RunningService service = await RunningService.StartAsync("--Service:MaxBodyBytes", "100000", "--Service:MaxBufferedBytes", "100000");
        await PostAsync(service, "v1/readings", Samples.Body(new byte[90_000]), HttpStatusCode.TooManyRequests);

        Scrape scrape = await Scrape.OfAsync(service.Client);

        Assert.That(scrape.TypeOf("mlnetinvoice_queue_length"), Is.EqualTo("gauge"));
        Assert.That(scrape.ValueOf("mlnetinvoice_queue_length"), Is.Zero);
        Assert.That(scrape.TypeOf("mlnetinvoice_buffered_bytes"), Is.EqualTo("gauge"));
        Assert.That(scrape.ValueOf("mlnetinvoice_buffered_bytes"), Is.Zero);
        Assert.That(scrape.TypeOf("mlnetinvoice_refused_total"), Is.EqualTo("counter"));
        Assert.That(scrape.ValueOf("mlnetinvoice_refused_total", ("full", "memory")), Is.EqualTo(1));
    }

    [Test]
    public async Task The_framework_s_own_measurements_are_there()
    {
        await using RunningService service = await RunningService.StartAsync();
        await PostAsync(service, "v1/readings", Samples.Body([1, 2, 3]), HttpStatusCode.BadRequest);

        Scrape scrape = await Scrape.OfAsync(service.Client);

        Assert.That(
            scrape.ValueOf("http_server_request_duration_seconds_count", ("http_route", "/v1/readings"), ("http_request_method", "POST"), ("http_response_status_code", "400")),
            Is.EqualTo(1));
        Assert.That(scrape.TypeOf("dotnet_gc_collections_total"), Is.EqualTo("counter"));
        Assert.That(scrape.Samples.Where(s => s.Name.StartsWith("mlnetinvoice_", StringComparison.Ordinal)).Select(s => s.Tags["otel_scope_name"]), Is.All.EqualTo(ServerMeter.Name));
    }

    private static async Task PostAsync(RunningService service, string path, HttpContent content, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await service.Client.PostAsync(path, content);
        await response.Content.ReadAsByteArrayAsync();
        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }
}
