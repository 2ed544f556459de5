using System.Net;
using System.Text.Json;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Language;

/// <summary>Reasons and faults in the caller's language.</summary>
public sealed class ReasonTextsTests
{
    private static readonly string[] _faults = ["tooManyBytes", "tooSlow", "badRequest", "unauthorized", "busy", "timeout", "failed", "reviewNotFound", "reviewTaken", "reviewNoPicture"];

    private static readonly byte[] _blank = PngEncoder.Encode(new GrayImage(300, 200));

    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync("--Service:MaxPixels", "500000");

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Every_code_has_a_sentence_in_both_languages_and_no_other_is_there()
    {
        JsonElement texts = JsonDocument.Parse(await _service.Client.GetStringAsync("reasons.json")).RootElement;

        Assert.That(
            texts.EnumerateObject().Select(entry => entry.Name),
            Is.EquivalentTo(Enum.GetValues<ReadingReason>().Where(reason => reason != ReadingReason.None).Select(reason => JsonSerializer.Serialize(reason).Trim('"')).Concat(_faults)));
        foreach (JsonProperty entry in texts.EnumerateObject())
        {
            Assert.That(entry.Value.EnumerateObject().Select(text => text.Name), Is.EqualTo(new[] { "en", "zh-Hant" }), entry.Name);
            Assert.That(entry.Value.GetProperty("en").GetString(), Does.EndWith("."), entry.Name);
            Assert.That(entry.Value.GetProperty("zh-Hant").GetString(), Does.EndWith("。"), entry.Name);
        }
    }

    [TestCase(null, "en", "No row of characters was found.")]
    [TestCase("de, en;q=0.5", "en", "No row of characters was found.")]
    [TestCase("en-GB, zh-TW;q=0.8", "en", "No row of characters was found.")]
    [TestCase("zh-TW, en;q=0.8", "zh-Hant", "找不到任何一行文字。")]
    [TestCase("en;q=0.3, zh-Hant;q=0.7", "zh-Hant", "找不到任何一行文字。")]
    public async Task A_reason_is_in_the_language_that_is_preferred_and_its_code_in_none(string? accepted, string language, string reason)
    {
        using HttpResponseMessage one = await SendAsync("v1/readings", Samples.Body(_blank), accepted);
        using HttpResponseMessage batch = await SendAsync("v1/readings:batch", Samples.Form(("a.png", _blank)), accepted);

        JsonElement reading = JsonDocument.Parse(await one.Content.ReadAsStringAsync()).RootElement[0];
        JsonElement line = JsonDocument.Parse(await batch.Content.ReadAsStringAsync()).RootElement;
        foreach (JsonElement answer in new[] { reading, line })
        {
            Assert.That((answer.GetProperty("reasonCode").GetString(), answer.GetProperty("reason").GetString()), Is.EqualTo(("noRows", reason)));
        }

        Assert.That((one.Content.Headers.ContentLanguage.Single(), batch.Content.Headers.ContentLanguage.Single()), Is.EqualTo((language, language)));
        Assert.That(line.GetProperty("file").GetString(), Is.EqualTo("a.png"));
    }

    [TestCase(null, "The picture is too large.", "This service takes pictures of at most 500000 pixels and 16777216 bytes: make it smaller and send it again.")]
    [TestCase("zh-TW", "圖片超過這項服務的上限，請縮小後再送。", null)]
    public async Task A_fault_is_in_the_language_that_is_preferred_and_names_no_option_of_the_library(string? accepted, string title, string? detail)
    {
        byte[] large = PngEncoder.Encode(new GrayImage(1000, 600));

        using HttpResponseMessage alone = await SendAsync("v1/readings", Samples.Body(large), accepted);
        using HttpResponseMessage among = await SendAsync("v1/readings", Samples.Form(("a.png", large), ("b.png", _blank)), accepted);
        JsonElement problem = JsonDocument.Parse(await alone.Content.ReadAsStringAsync()).RootElement;
        JsonElement reading = JsonDocument.Parse(await among.Content.ReadAsStringAsync()).RootElement[0];

        Assert.That(alone.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("title").GetString()), Is.EqualTo(("imageTooLarge", title)));
        Assert.That(problem.TryGetProperty("detail", out JsonElement found) ? found.GetString() : null, Is.EqualTo(detail));
        Assert.That((reading.GetProperty("status").GetString(), reading.GetProperty("reasonCode").GetString()), Is.EqualTo(("invalid", "imageTooLarge")));
        Assert.That(reading.GetProperty("reason").GetString(), Is.EqualTo(
            accepted is null ? "The picture is larger than this service takes; make it smaller and send it again." : "圖片超過這項服務的上限，請縮小後再送。"));
    }

    [Test]
    public async Task Faults_of_requests_have_codes()
    {
        using HttpResponseMessage garbage = await SendAsync("v1/readings", Samples.Body([1, 2, 3]), null);
        using HttpResponseMessage empty = await SendAsync("v1/readings", Samples.Form(), "zh-TW");
        JsonElement picture = JsonDocument.Parse(await garbage.Content.ReadAsStringAsync()).RootElement, form = JsonDocument.Parse(await empty.Content.ReadAsStringAsync()).RootElement;

        Assert.That((picture.GetProperty("code").GetString(), picture.GetProperty("title").GetString()), Is.EqualTo(("invalidImage", "The picture cannot be read.")));
        Assert.That((form.GetProperty("code").GetString(), form.GetProperty("title").GetString()), Is.EqualTo(("badRequest", "無法處理這個要求。")));
    }

    private async Task<HttpResponseMessage> SendAsync(string path, HttpContent body, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Language", accepted);
        }

        return await _service.Client.SendAsync(request);
    }
}
