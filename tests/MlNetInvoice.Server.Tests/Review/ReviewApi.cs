using System.Net.Http.Json;
using System.Text.Json;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Review;

/// <summary>What the tests of the review ask the service, and pictures that it lists: with a threshold of 1 every number is rejected.</summary>
internal static class ReviewApi
{
    public static readonly string[] RejectAll = ["--Service:MinConfidence=1", "--Review:Enabled=true", "--Review:KeepPictures=true"];

    /// <summary>The sample with bytes behind its end, so that each is another file.</summary>
    public static byte[] Variant(int index) => [.. Samples.Invoice.Content, (byte)index, (byte)(index >> 8)];

    public static async Task UploadAsync(HttpClient client, string name, byte[] content)
    {
        using HttpResponseMessage response = await client.PostAsync($"v1/readings?name={Uri.EscapeDataString(name)}", Samples.Body(content));
        Assert.That((int)response.StatusCode, Is.EqualTo(200), await response.Content.ReadAsStringAsync());
    }

    public static async Task<JsonElement> ClaimAsync(HttpClient client, string reviewer, string? lease, int count) =>
        await JsonAsync(await client.PostAsJsonAsync("v1/reviews:claim", new { reviewer, lease, count }), 200);

    public static Task<HttpResponseMessage> DecideAsync(HttpClient client, string id, object decision) => client.PutAsJsonAsync($"v1/reviews/{id}/decision", decision);

    public static async Task<JsonElement> CountsAsync(HttpClient client) => (await JsonAsync(await client.GetAsync("v1/reviews?state=all"), 200)).GetProperty("counts");

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync();
            Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
