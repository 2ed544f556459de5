using System.Net;
using System.Text.Json;

namespace MlNetInvoice.Server.Http;

public sealed class ReadingEndpointTests
{
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync("--Service:MaxBodyBytes", "3000000", "--Service:MaxFiles", "3");

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task A_picture_as_the_body_gives_an_array_of_one_record()
    {
        using HttpResponseMessage response = await _service.Client.PostAsync("v1/readings?name=a/b.png", Samples.Body(Samples.Invoice.Content));
        JsonElement record = (await JsonOf(response)).EnumerateArray().Single();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(record.GetProperty("file").GetString(), Is.EqualTo("b.png"));
        Assert.That(record.GetProperty("status").GetString(), Is.EqualTo("read"));
        Assert.That(record.GetProperty("digits").GetString(), Is.EqualTo(Samples.Invoice.Digits));
        Assert.That(record.GetProperty("glyphs").GetArrayLength(), Is.EqualTo(8));
        Assert.That(record.GetProperty("box").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public async Task Several_files_give_records_in_their_order_and_a_broken_one_does_not_stop_the_others()
    {
        using HttpResponseMessage response = await _service.Client.PostAsync(
            "v1/readings", Samples.Form(("一.png", Samples.Invoice.Content), ("broken.jpg", [1, 2, 3]), ("three.png", Samples.Invoice.Content)));
        JsonElement[] records = [.. (await JsonOf(response)).EnumerateArray()];

        Assert.That(records.Select(r => r.GetProperty("file").GetString()), Is.EqualTo(new[] { "一.png", "broken.jpg", "three.png" }));
        Assert.That(records.Select(r => r.GetProperty("status").GetString()), Is.EqualTo(new[] { "read", "invalid", "read" }));
        Assert.That(records[1].GetProperty("reason").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task Bytes_that_are_no_picture_are_a_problem_with_its_reason()
    {
        using HttpResponseMessage response = await _service.Client.PostAsync("v1/readings", Samples.Body("no picture"u8.ToArray()));
        JsonElement problem = await JsonOf(response);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo("The picture cannot be read."));
        Assert.That(problem.GetProperty("detail").GetString(), Is.Not.Empty);
    }

    [TestCase(3_100_000, false, false)]
    [TestCase(3_100_000, true, false)]
    [TestCase(3_100_000, false, true)]
    [TestCase(60_000_000, false, false)]
    [TestCase(60_000_000, true, true)]
    public async Task What_is_larger_than_allowed_is_refused_with_413_however_much_is_still_on_its_way(int bytes, bool form, bool chunked)
    {
        byte[] large = new byte[bytes];
        for (int i = 0; i < 5; i++)
        {
            using HttpContent content = form ? Samples.Form(("large.jpg", large)) : Samples.Body(large);
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/readings") { Content = content };
            request.Headers.TransferEncodingChunked = chunked;

            using HttpResponseMessage response = await _service.Client.SendAsync(request);

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
            Assert.That((await JsonOf(response)).GetProperty("detail").GetString(), Does.Contain("bytes, the most that is taken"));
        }
    }

    [Test]
    public async Task A_batch_larger_than_allowed_is_refused_with_413()
    {
        await using RunningService small = await RunningService.StartAsync("--Service:MaxBatchBytes", "3000000");

        using HttpResponseMessage response = await small.Client.PostAsync("v1/readings:batch", Samples.Form(("large.jpg", new byte[3_100_000])));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That((await JsonOf(response)).GetProperty("detail").GetString(), Does.Contain("more than 3000000 bytes"));
    }

    [Test]
    public async Task Too_many_files_are_refused_with_their_limit()
    {
        using HttpResponseMessage response = await _service.Client.PostAsync(
            "v1/readings", Samples.Form([.. Enumerable.Range(0, 4).Select(i => ($"{i}.png", Samples.Invoice.Content))]));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            (await JsonOf(response)).GetProperty("detail").GetString(),
            Is.EqualTo("The form has more than 3 files; send the rest in a further request or to /v1/readings:batch."));
    }

    [Test]
    public async Task A_form_without_files_and_a_broken_form_are_explained()
    {
        using HttpResponseMessage none = await _service.Client.PostAsync("v1/readings", new MultipartFormDataContent { { new StringContent("x"), "field" } });
        using HttpContent broken = Samples.Body("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\nabc"u8.ToArray());
        broken.Headers.Remove("Content-Type");
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        using HttpResponseMessage half = await _service.Client.PostAsync("v1/readings", broken);

        Assert.That((await JsonOf(none)).GetProperty("detail").GetString(), Is.EqualTo("The form has no file; send each picture as a part with a file name."));
        Assert.That(half.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await JsonOf(half)).GetProperty("detail").GetString(), Is.EqualTo("The multipart form ends or breaks in the middle of a part."));
    }

    [Test]
    public async Task A_batch_answers_every_file_on_a_line_of_its_own()
    {
        (string, byte[])[] files = [.. Enumerable.Range(0, 40).Select(i => ($"{i}.png", i % 10 == 3 ? new byte[] { 0 } : Samples.Invoice.Content))];
        using HttpResponseMessage response = await _service.Client.PostAsync("v1/readings:batch", Samples.Form(files));
        string[] lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] records = [.. lines.Select(l => JsonDocument.Parse(l).RootElement)];

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/x-ndjson"));
        Assert.That(records.Select(r => r.GetProperty("file").GetString()), Is.EquivalentTo(files.Select(f => f.Item1)));
        Assert.That(records.Count(r => r.GetProperty("status").GetString() == "invalid"), Is.EqualTo(4));
        Assert.That(records.Where(r => r.GetProperty("status").GetString() == "read").Select(r => r.GetProperty("digits").GetString()), Is.All.EqualTo(Samples.Invoice.Digits));
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
