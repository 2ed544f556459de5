using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace MlNetInvoice.Server.Http;

public sealed class SecurityTests
{
    [Test]
    public async Task With_a_key_configured_only_callers_with_it_are_served()
    {
        string hash = Convert.ToHexString(SHA256.HashData("open sesame"u8));
        await using RunningService service = await RunningService.StartAsync("--Service:ApiKeySha256", hash);

        Assert.That(await StatusAsync(null), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync(r => r.Headers.Add("X-Api-Key", "open")), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync(r => r.Headers.Add("X-Api-Key", "open sesame")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "open sesame")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await service.Client.GetAsync("healthz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await service.Client.GetAsync("metrics")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));

        async Task<HttpStatusCode> StatusAsync(Action<HttpRequestMessage>? authorize)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "V1/model");
            authorize?.Invoke(request);
            return (await service.Client.SendAsync(request)).StatusCode;
        }
    }

    [Test]
    public async Task Answers_carry_a_policy_without_inline_script_and_say_nothing_of_the_inside()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpResponseMessage page = await service.Client.GetAsync("");
        using HttpResponseMessage fault = await service.Client.PostAsync("v1/readings", Samples.Body([0xFF, 0xD8, 0xFF, 0xDA]));
        string text = await fault.Content.ReadAsStringAsync();

        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self';").And.Not.Contains("unsafe"));
        Assert.That(page.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(page.Headers.Contains("Server"), Is.False);
        Assert.That(fault.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(text, Does.Not.Contain(" at MlNetInvoice").And.Not.Contain(SharedData.RepositoryRoot));
    }

    [Test]
    public async Task Pictures_are_kept_only_where_a_folder_is_configured_and_under_the_hash_of_their_content()
    {
        using var folder = new TemporaryFolder();
        await using RunningService service = await RunningService.StartAsync("--Service:StoreFolder", folder.Path);

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage response = await service.Client.PostAsync("v1/readings?name=../../evil.png", Samples.Body(Samples.Invoice.Content));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Samples.Invoice.Content));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { hash }));
        Assert.That(File.ReadAllBytes(folder.File(hash)), Is.EqualTo(Samples.Invoice.Content));
    }

    [Test]
    public async Task The_page_loads_nothing_from_elsewhere_and_stays_small()
    {
        await using RunningService service = await RunningService.StartAsync();
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        long bytes = 0;
        foreach (string file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
        {
            byte[] content = await service.Client.GetByteArrayAsync(Path.GetRelativePath(root, file));
            bytes += content.Length;
            string text = Encoding.UTF8.GetString(content).Replace("http://www.w3.org/", "", StringComparison.Ordinal).Replace("http://schemas.openxmlformats.org/", "", StringComparison.Ordinal);
            Assert.That(text, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("@import"), file);
        }

        Assert.That(bytes, Is.GreaterThan(10_000).And.LessThan(200_000));
    }
}
