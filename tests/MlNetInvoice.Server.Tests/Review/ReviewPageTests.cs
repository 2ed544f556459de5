using System.Text.Json;
using Microsoft.Playwright;
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

    [TestCase("en-US", 1200, 900, ColorScheme.Light, "review-wide")]
    [TestCase("zh-TW", 1200, 900, ColorScheme.Dark, "review-dark")]
    [TestCase("zh-TW", 390, 844, ColorScheme.Light, "review-phone")]
    public async Task The_screen_is_accessible_and_nothing_leaves_it(string locale, int width, int height, ColorScheme scheme, string name)
    {
        IPage page = await OpenAsync(locale, width, height, scheme);

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty);
        await TestBrowser.KeepAsync(page, name);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#skip-dialog")).ToBeVisibleAsync();
        if (name == "review-dark")
        {
            Assert.That(await TestBrowser.AxeAsync(page), Is.Empty);
        }

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
