using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using MlNetInvoice.Server.Http;
using MlNetInvoice.Server.Page;
using MlNetInvoice.Server.Servers;

namespace MlNetInvoice.Server.Review;

/// <summary>
/// Two reviewers work off a list by keyboard, each in a browser of their own, and the service is killed in between. MLNETINVOICE_REVIEWS=200 makes it the long run whose figures stand in
/// docs/review.md.
/// </summary>
public sealed class ReviewRunTests
{
    private static readonly int _count = int.Parse(Environment.GetEnvironmentVariable("MLNETINVOICE_REVIEWS") ?? "16", CultureInfo.InvariantCulture);

    [Test]
    public async Task Two_reviewers_lose_no_decision_although_the_service_is_killed()
    {
        await using TestBrowser browser = await TestBrowser.StartAsync();
        using var folder = new TemporaryFolder();
        int port = ServerProcess.FreePort();
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")), Timeout = TimeSpan.FromMinutes(2) };
        ServerProcess service = await StartAsync(folder, port);
        try
        {
            for (int i = 0; i < _count; i++)
            {
                await ReviewApi.UploadAsync(client, NameOf(i), ReviewApi.Variant(i));
            }

            int decisions = 0;
            var killed = new TaskCompletionSource();
            var watch = Stopwatch.StartNew();
            Task[] reviewers = [.. new[] { "美玲", "Ann" }.Select(name => ReviewAsync(name))];
            await Task.WhenAny(killed.Task, Task.WhenAll(reviewers));
            service.Kill();
            service.Dispose();
            await Task.Delay(500);
            service = await StartAsync(folder, port);
            await Task.WhenAll(reviewers);
            watch.Stop();

            JsonElement[] items = [.. (await ReviewApi.JsonAsync(await client.GetAsync("v1/reviews/export?format=json"), 200)).EnumerateArray()];
            Assert.That(items.Select(item => item.GetProperty("file").GetString()), Is.EquivalentTo(Enumerable.Range(0, _count).Select(NameOf)));
            foreach (JsonElement item in items)
            {
                (string outcome, string? digits) = Wanted(int.Parse(item.GetProperty("file").GetString()![..4], CultureInfo.InvariantCulture));
                Assert.That((item.GetProperty("outcome").GetString(), item.GetProperty("number").GetString()?[^8..]), Is.EqualTo((outcome, digits)), item.GetRawText());
            }

            string[] by = [.. items.Select(item => item.GetProperty("reviewer").GetString()!)];
            Assert.That(by.Distinct(), Is.EquivalentTo(new[] { "美玲", "Ann" }), "Both had work.");
            TestContext.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{_count} numbers in {watch.Elapsed.TotalSeconds:0.0} s by two reviewers ({by.Count(name => name == "Ann")} and {by.Count(name => name != "Ann")}), a kill included: {_count / watch.Elapsed.TotalHours:0} per hour, {_count / watch.Elapsed.TotalHours / 2:0} each."));

            async Task ReviewAsync(string name)
            {
                IPage page = await browser.OpenAsync(client.BaseAddress + "review.html", name == "Ann" ? "en-US" : "zh-TW", 1200, 900);
                await page.FillAsync("#name", name);
                await page.Keyboard.PressAsync("Enter");
                string last = "";
                while (await NextAsync(page, last) is { Length: > 0 } file)
                {
                    last = file;
                    await DecideAsync(page, int.Parse(file[..4], CultureInfo.InvariantCulture));
                    int done = Interlocked.Increment(ref decisions);
                    if (done == 5)
                    {
                        // Taken back and decided anew.
                        await page.Keyboard.PressAsync("Control+z");
                        Assert.That(await NextAsync(page, ""), Is.EqualTo(file));
                        await DecideAsync(page, int.Parse(file[..4], CultureInfo.InvariantCulture));
                    }

                    if (done == _count / 2)
                    {
                        killed.TrySetResult();
                    }
                }

                await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((name) => name.startsWith('review.outbox.'))", null, new() { Timeout = 60_000 });
                await page.Context.CloseAsync();
            }
        }
        finally
        {
            service.Dispose();
        }
    }

    // The file of the number that is shown now, other than the last; empty at the end.
    private static async Task<string> NextAsync(IPage page, string last) => await (await page.WaitForFunctionAsync(
        """
        (last) => {
          const card = document.getElementById('card'), file = card.dataset.file;
          if (!card.hidden && file && file !== last) return file;
          const said = document.getElementById('status').textContent;
          return card.hidden && (said.startsWith('All reviewed') || said.startsWith('全部覆核完畢')) ? '-' : null;
        }
        """,
        last,
        new() { Timeout = 60_000 })).JsonValueAsync<string>() is { Length: > 1 } file ? file : "";

    // A quarter each: the guess is right, all eight digits are typed, it is skipped, the last digit alone is wrong.
    private static (string Outcome, string? Digits) Wanted(int index) => (index % 4) switch
    {
        0 => ("confirmed", Samples.Invoice.Digits),
        1 => ("corrected", index.ToString("00000000", CultureInfo.InvariantCulture)),
        2 => ("skipped", null),
        _ => ("corrected", Samples.Invoice.Digits[..7] + LastDigit(index)),
    };

    private static char LastDigit(int index) => (char)('0' + ((Samples.Invoice.Digits[7] - '0' + 1 + (index / 4 % 9)) % 10));

    private static async Task DecideAsync(IPage page, int index)
    {
        switch (index % 4)
        {
            case 1:
                await page.Keyboard.PressAsync("Home");
                await page.Keyboard.PressAsync("ArrowRight");
                await page.Keyboard.PressAsync("ArrowRight");
                await page.Keyboard.TypeAsync(Wanted(index).Digits!);
                await page.Keyboard.PressAsync("Enter");
                break;
            case 2:
                await page.Keyboard.PressAsync("Escape");
                await page.Keyboard.PressAsync("1");
                break;
            case 3:
                await page.Keyboard.PressAsync("End");
                await page.Keyboard.TypeAsync(LastDigit(index).ToString());
                await page.Keyboard.PressAsync("Enter");
                break;
            default:
                await page.Keyboard.PressAsync("Enter");
                break;
        }
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{index:0000}.png");

    private static async Task<ServerProcess> StartAsync(TemporaryFolder folder, int port)
    {
        string log = folder.File("log");
        ServerProcess service = ServerProcess.Start($"dotnet \"{WorkerProcess.Built("Server")}\" serve", log, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["Service__MinConfidence"] = "1",
            ["Review__Enabled"] = "true",
            ["Review__KeepPictures"] = "true",
            ["Review__File"] = folder.File("reviews.db"),
        });
        await ServerProcess.UntilListeningAsync(port, () => service.HasExited, log);
        return service;
    }
}
