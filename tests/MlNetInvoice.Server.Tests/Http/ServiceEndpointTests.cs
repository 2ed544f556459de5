using System.Net;
using System.Text.Json;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Server.Http;

public sealed class ServiceEndpointTests
{
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("", "text/html")]
    [TestCase("page.js", "text/javascript")]
    [TestCase("page.css", "text/css")]
    [TestCase("healthz", "text/plain")]
    [TestCase("livez", "text/plain")]
    [TestCase("v1/model", "application/json")]
    [TestCase("openapi/v1.json", "application/json")]
    public async Task Everything_that_the_service_offers_is_there(string path, string type)
    {
        using HttpResponseMessage response = await _service.Client.GetAsync(path);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
    }

    [Test]
    public async Task The_reference_of_the_API_is_there_in_development_alone()
    {
        await using RunningService development = await RunningService.StartAsync("--environment", "Development");
        using HttpResponseMessage page = await development.Client.GetAsync("scalar");
        string text = await page.Content.ReadAsStringAsync();
        using HttpResponseMessage elsewhere = await _service.Client.GetAsync("scalar");

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.Contain("<title>MlNetInvoice</title>").And.Not.Contain("https://cdn"));
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_OpenAPI_document_names_every_operation()
    {
        JsonElement paths = JsonDocument.Parse(await _service.Client.GetStringAsync("openapi/v1.json")).RootElement.GetProperty("paths");

        Assert.That(
            paths.EnumerateObject().Select(p => p.Name),
            Is.SupersetOf(new[] { "/v1/readings", "/v1/readings:batch", "/v1/digits", "/v1/model", "/metrics" }));
    }

    [Test]
    public async Task The_OpenAPI_document_describes_every_field_of_an_answer_and_no_other()
    {
        JsonElement document = JsonDocument.Parse(await _service.Client.GetStringAsync("openapi/v1.json")).RootElement;
        using HttpResponseMessage response = await _service.Client.PostAsync("v1/readings", Samples.Body(Samples.Invoice.Content));
        JsonElement reading = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement[0];

        JsonElement schema = document.GetProperty("paths").GetProperty("/v1/readings").GetProperty("post").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("items");
        JsonElement glyph = schema.GetProperty("properties").GetProperty("glyphs").GetProperty("items");

        using HttpResponseMessage whole = await _service.Client.PostAsync("v1/readings?fields=true", Samples.Body(Samples.Invoice.Content));
        JsonElement withRecord = JsonDocument.Parse(await whole.Content.ReadAsStringAsync()).RootElement[0];

        Assert.That(NamesOf(schema.GetProperty("properties")), Is.EqualTo(NamesOf(withRecord)));
        Assert.That(NamesOf(schema.GetProperty("properties").GetProperty("record").GetProperty("properties")), Is.EqualTo(NamesOf(withRecord.GetProperty("record"))));
        Assert.That(NamesOf(glyph.GetProperty("properties")), Is.EqualTo(NamesOf(reading.GetProperty("glyphs")[0])));
        Assert.That(schema.GetProperty("required").EnumerateArray().Select(n => n.GetString()), Is.EqualTo(NamesOf(reading)));
    }

    [Test]
    public async Task A_drawn_digit_gets_ten_scores_and_every_layer()
    {
        using HttpResponseMessage response = await _service.Client.PostAsync("v1/digits?layers=true", Samples.Body(PngEncoder.Encode(DrawnSeven())));
        JsonElement answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        JsonElement[] layers = [.. answer.GetProperty("layers").EnumerateArray()];

        Assert.That(answer.GetProperty("digit").GetString(), Is.EqualTo("7"));
        Assert.That(answer.GetProperty("scores").EnumerateArray().Sum(s => s.GetDouble()), Is.EqualTo(1).Within(1e-3));
        Assert.That(layers[0].GetProperty("name").GetString(), Is.EqualTo("conv1"));
        Assert.That(layers[0].GetProperty("maps").GetInt32(), Is.EqualTo(6));
        Assert.That(layers[0].GetProperty("field").GetProperty("size").GetInt32(), Is.EqualTo(5));
        Assert.That(layers[0].GetProperty("field").GetProperty("start").GetInt32(), Is.EqualTo(-2));
        byte[] png = Convert.FromBase64String(layers[0].GetProperty("png").GetString()!["data:image/png;base64,".Length..]);
        Assert.That(ImageDecoder.DecodeGray(png).Width, Is.EqualTo(6 * 28));
    }

    [Test]
    public async Task An_empty_drawing_has_no_digit()
    {
        var blank = new GrayImage(50, 50);
        blank.Pixels.Fill(255);

        using HttpResponseMessage response = await _service.Client.PostAsync("v1/digits", Samples.Body(PngEncoder.Encode(blank)));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"digit":null,"score":0,"runnerUp":null,"runnerUpScore":0,"scores":[],"input":null,"layers":null}"""));
    }

    [Test]
    public async Task A_digit_with_more_pixels_than_allowed_is_refused_like_an_invoice()
    {
        await using RunningService small = await RunningService.StartAsync("--Service:MaxPixels", "78399");
        byte[] picture = PngEncoder.Encode(DrawnSeven());

        using HttpResponseMessage digit = await small.Client.PostAsync("v1/digits", Samples.Body(picture));
        using HttpResponseMessage invoice = await small.Client.PostAsync("v1/readings", Samples.Body(picture));

        foreach (HttpResponseMessage response in new[] { digit, invoice })
        {
            JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
            Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo("The picture is too large."));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("78399"));
        }
    }

    private static string[] NamesOf(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    private static GrayImage DrawnSeven()
    {
        var image = new GrayImage(280, 280);
        image.Pixels.Fill(255);
        for (int x = 80; x < 200; x++)
        {
            Dot(x, 60);
        }

        for (int i = 0; i < 160; i++)
        {
            Dot(200 - (i / 2), 60 + i);
        }

        return image;

        void Dot(int x, int y)
        {
            for (int dy = -10; dy <= 10; dy++)
            {
                image.GetRow(y + dy).Slice(x - 10, 21).Clear();
            }
        }
    }
}
