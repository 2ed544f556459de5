using System.Diagnostics;
using System.Net;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Telemetry;

[NonParallelizable]
public sealed class RequestTraceTests
{
    [Test]
    public async Task A_request_is_one_trace_from_its_upload_to_the_decision_and_holds_no_number()
    {
        using var recorder = new SpanRecorder();
        await using RunningService service = await RunningService.StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/readings") { Content = Samples.Body(Samples.Invoice.Content) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using HttpResponseMessage response = await service.Client.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        await service.StopAsync();
        Activity[] spans = recorder.Of(trace);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer, Does.Contain(Samples.Invoice.Digits));
        Assert.That(
            SpanRecorder.PathsOf(spans),
            Is.SupersetOf(new[]
            {
                "request", "request/upload", "request/queue", "request/read", "request/read/decode", "request/read/look", "request/read/look/find rows", "request/read/look/read rows",
            }));
        Assert.That(spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}").Where(tag => tag.Contains(Samples.Invoice.Digits, StringComparison.Ordinal)), Is.Empty);
        Activity read = spans.Single(span => span.OperationName == "read");
        Assert.That(read.GetTagItem("mlnetinvoice.status"), Is.EqualTo("Read"));
        Assert.That(read.GetTagItem("mlnetinvoice.reason"), Is.EqualTo("None"));
        TracePicture.Update("trace-request", "A picture through the service", spans);
    }
}
