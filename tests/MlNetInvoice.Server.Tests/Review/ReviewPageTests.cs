using System.Text.Json;
using Microsoft.Playwright;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Http;
using MlNetInvoice.Server.Page;

namespace MlNetInvoice.Server.Review;

/// <summary>The review's screen, as a person uses it.</summary>
public sealed class ReviewPageTests
{
    private TemporaryFolder _folder = null!;
    private TestBrowser _browser = null!;
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _browser = await TestBrowser.StartAsync();
        _folder = new TemporaryFolder();
        _service = await RunningService.StartAsync([.. ReviewApi.RejectAll, "--Review:File", _folder.File("reviews.db")]);
        for (int i = 0; i < 12; i++)
        {
            await ReviewApi.UploadAsync(_service.Client, $"發票 {i + 1}.png", ReviewApi.Variant(i));
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_service is not null)
        {
            await _service.DisposeAsync();
            _folder.Dispose();
        }
    }

    // Every two of the three together, in half the runs.
    [TestCase("zh-TW", ColorScheme.Light, 390)]
    [TestCase("zh-TW", ColorScheme.Dark, 1200)]
    [TestCase("en-US", ColorScheme.Light, 1200)]
    [TestCase("en-US", ColorScheme.Dark, 390)]
    public async Task The_screen_is_accessible_and_nothing_leaves_it(string locale, ColorScheme scheme, int width)
    {
        IPage begin = await _browser.OpenAsync(_service.Client.BaseAddress + "review.html", locale, width, 870, scheme);
        await Assertions.Expect(begin.Locator("#name")).ToBeVisibleAsync();
        Assert.That(await TestBrowser.AxeAsync(begin), Is.Empty, "who reviews");
        await begin.Context.CloseAsync();
        IPage page = await OpenAsync(locale, width, 870, scheme);

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "a number");
        string? name = (locale, scheme, width) switch
        {
            ("en-US", ColorScheme.Light, 1200) => "review-wide",
            ("zh-TW", ColorScheme.Dark, 1200) => "review-dark",
            ("zh-TW", ColorScheme.Light, 390) => "review-phone",
            _ => null,
        };
        if (name is not null)
        {
            await TestBrowser.KeepAsync(page, name);
        }

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#skip-dialog")).ToBeVisibleAsync();
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "why it is skipped");

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#skip-dialog")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Keys_move_choose_correct_and_take_back()
    {
        IPage page = await OpenAsync("en-US", 1200, 900, ColorScheme.Light);
        string file = (await page.GetAttributeAsync("#card", "data-file"))!;
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.TypeAsync("xy");
        await page.Keyboard.TypeAsync("8a7");
        Assert.That((await ValuesAsync(page))[..4], Is.EqualTo("XY87"));
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("Some of the eight digits are missing.");
        await page.Keyboard.TypeAsync("5");
        await page.Keyboard.PressAsync("Home");
        string typed = await ValuesAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#recent li").First).ToContainTextAsync($"{typed[..2]}-{typed[2..]}");
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("1 this time, all stored");
        await page.Keyboard.PressAsync("Control+z");

        await Assertions.Expect(page.Locator("#card")).ToHaveAttributeAsync("data-file", file);
        Assert.That(await ValuesAsync(page), Is.EqualTo(typed), "What was typed is there again.");
        await Assertions.Expect(page.Locator("#saved")).ToHaveTextAsync("");
        JsonElement counts = await ReviewApi.CountsAsync(_service.Client);
        Assert.That(counts.GetProperty("corrected").GetInt64(), Is.Zero);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task The_last_decision_can_be_taken_back_by_touch_and_no_button_breaks_on_a_phone()
    {
        await using RunningService service = await RunningService.StartAsync([.. ReviewApi.RejectAll, "--Review:File", _folder.File("last.db")]);
        await ReviewApi.UploadAsync(service.Client, "發票.png", ReviewApi.Variant(0));
        IPage page = await _browser.OpenAsync(service.Client.BaseAddress!.ToString(), "zh-TW", 390, 844);
        await Assertions.Expect(page.Locator("#review-open")).ToBeVisibleAsync();
        foreach (string button in new[] { "#review-open", "#language" })
        {
            Assert.That((await page.Locator(button).BoundingBoxAsync())!.Height, Is.LessThan(50), button);
        }

        await page.GotoAsync(service.Client.BaseAddress + "review.html");
        await page.FillAsync("#name", "王美玲");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("#confirm");
        await Assertions.Expect(page.Locator("#card")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#counts")).ToContainTextAsync("確認 1");
        await page.ClickAsync("#undo-last");

        await Assertions.Expect(page.Locator("#card")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#counts")).ToContainTextAsync("確認 0");
        await Assertions.Expect(page.Locator("#undo-last")).ToBeHiddenAsync();
    }

    [Test]
    public async Task The_first_page_leads_to_it_only_where_numbers_are_reviewed()
    {
        await using RunningService without = await RunningService.StartAsync();
        IPage with = await _browser.OpenAsync(_service.Client.BaseAddress!.ToString(), "zh-TW", 1000, 800);
        await Assertions.Expect(with.Locator("#review-open")).ToHaveTextAsync("人工覆核");
        await Assertions.Expect(with.Locator("#review-open")).ToBeVisibleAsync();

        IPage plain = await _browser.OpenAsync(without.Client.BaseAddress + "review.html", "en-US", 1000, 800);
        await plain.FillAsync("#name", "Ann");
        await plain.Keyboard.PressAsync("Enter");
        await Assertions.Expect(plain.Locator("#status")).ToHaveTextAsync("This service reviews nothing: Review:Enabled is off.");
        await plain.GotoAsync(without.Client.BaseAddress!.ToString());
        await Assertions.Expect(plain.Locator("#tab-invoice")).ToBeVisibleAsync();
        await Assertions.Expect(plain.Locator("#review-open")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_correction_of_the_first_page_reaches_the_list_and_may_be_taken_back()
    {
        await using RunningService service = await RunningService.StartAsync("--Review:Enabled=true", "--Review:KeepPictures=true", "--Review:File", _folder.File("corrections.db"));
        IPage page = await _browser.OpenAsync(service.Client.BaseAddress!.ToString(), "zh-TW", 1000, 800);
        await page.SetInputFilesAsync("#files", [new FilePayload { Name = "發票.png", MimeType = "image/png", Buffer = Samples.Invoice.Content }]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("完成。", new() { Timeout = 60_000 });
        string number = (await page.Locator(".number").TextContentAsync())!;

        await CorrectAsync(page, number, "XY-12345678");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("更正已送到覆核清單。");

        JsonElement item = (await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews?state=decided"), 200)).GetProperty("items").EnumerateArray().Single();
        Assert.That(
            (item.GetProperty("file").GetString(), item.GetProperty("source").GetString(), item.GetProperty("guess").GetString(), item.GetProperty("number").GetString()), Is.EqualTo(("發票.png", "page", number, "XY-12345678")));
        GrayImage picture = ImageDecoder.DecodeGray(await service.Client.GetByteArrayAsync($"v1/reviews/{item.GetProperty("id").GetString()}/picture"));
        Assert.That(InvoiceReader.Default.Read(picture).Digits, Is.EqualTo(Samples.Invoice.Digits), "The cut-out reads as the picture did.");

        // What is corrected after a reload is the same number on the list.
        await page.ReloadAsync();
        await CorrectAsync(page, "XY-12345678", "XY-12345679");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("更正已送到覆核清單。");
        await CorrectAsync(page, "XY-12345679", number);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("更正已從覆核清單撤回。");
        item = (await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews?state=all"), 200)).GetProperty("items").EnumerateArray().Single();
        Assert.That(item.GetProperty("outcome").GetString(), Is.Null);
        Assert.That(item.GetProperty("undone").EnumerateArray().Select(undone => undone.GetProperty("number").GetString()), Is.EqualTo(new[] { "XY-12345678", "XY-12345679" }));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_correction_that_the_service_did_not_get_is_sent_when_the_page_is_opened_again()
    {
        await using RunningService service = await RunningService.StartAsync("--Review:Enabled=true", "--Review:File", _folder.File("later.db"));
        IPage page = await _browser.OpenAsync(service.Client.BaseAddress!.ToString(), "en-US", 1000, 800);
        await page.ClickAsync("[data-sample='sample-traditional.jpg']");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });
        await page.RouteAsync("**/v1/corrections", route => route.AbortAsync());

        await CorrectAsync(page, (await page.Locator(".number").TextContentAsync())!, "XY-12345678");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("The correction is kept in this browser, but the review list did not take it: The service cannot be reached.");
        await page.UnrouteAllAsync();
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("The correction is on the review list.");
        JsonElement item = (await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews?state=decided"), 200)).GetProperty("items").EnumerateArray().Single();
        Assert.That((item.GetProperty("number").GetString(), item.GetProperty("hasPicture").GetBoolean()), Is.EqualTo(("XY-12345678", false)));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Where_nothing_is_reviewed_a_correction_stays_in_the_browser()
    {
        await using RunningService without = await RunningService.StartAsync();
        IPage page = await _browser.OpenAsync(without.Client.BaseAddress!.ToString(), "en-US", 1000, 800);
        var sent = new List<string>();
        await page.ClickAsync("[data-sample='sample-traditional.jpg']");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });
        page.Request += (_, request) => sent.Add(request.Method + " " + request.Url);

        await CorrectAsync(page, (await page.Locator(".number").TextContentAsync())!, "XY-12345678");
        await Assertions.Expect(page.Locator(".number")).ToHaveTextAsync("XY-12345678");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".number")).ToHaveTextAsync("XY-12345678");

        Assert.That(sent.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal)), Is.Empty);
        await page.Context.CloseAsync();
    }

    private static async Task CorrectAsync(IPage page, string from, string to)
    {
        await page.ClickAsync($"button[aria-label='{(await page.EvaluateAsync<string>("document.documentElement.lang") == "en" ? "Correct" : "更正")} {from}']");
        await page.FillAsync(".correction input", to);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task<string> ValuesAsync(IPage page) => string.Concat(await page.Locator("#fields input").EvaluateAllAsync<string[]>("(inputs) => inputs.map((input) => input.value || '_')"));

    private async Task<IPage> OpenAsync(string locale, int width, int height, ColorScheme scheme)
    {
        IPage page = await _browser.OpenAsync(_service.Client.BaseAddress + "review.html", locale, width, height, scheme);
        await page.FillAsync("#name", "王美玲");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#card")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.WaitForFunctionAsync("() => document.getElementById('crop').getContext('2d').getImageData(550, 150, 1, 1).data[3] > 0");
        return page;
    }
}
