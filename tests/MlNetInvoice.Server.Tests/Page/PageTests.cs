using System.Text.Json;
using Microsoft.Playwright;
using MiniExcelLibs;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Page;

/// <summary>The page, as a person uses it.</summary>
public sealed class PageTests
{
    private RunningService _service = null!;
    private TestBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _browser = await TestBrowser.StartAsync();
        _service = await RunningService.StartAsync();
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
        }
    }

    [Test]
    public async Task An_uploaded_invoice_shows_its_number_its_boxes_and_every_glyph()
    {
        IPage page = await OpenAsync("en-US", 1280, 900);

        await page.SetInputFilesAsync("#files", [FileOf("electronic-photo.png", Samples.Invoice.Content), FileOf("broken.jpg", [1, 2, 3])]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });

        ILocator read = page.Locator(".result", new() { HasText = Samples.Invoice.Digits });
        await Assertions.Expect(read.Locator(".number")).ToContainTextAsync(Samples.Invoice.Digits);
        await Assertions.Expect(read.Locator(".badge")).ToHaveTextAsync("read");
        await Assertions.Expect(read.Locator(".glyphs li")).ToHaveCountAsync(8);
        await Assertions.Expect(read.Locator(".picture canvas")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".badge.invalid")).ToHaveTextAsync("cannot be read");
        await Assertions.Expect(page.Locator("#counts")).ToHaveTextAsync("read 1 · unreadable 1");
        Assert.That(await HasColourAsync(page, ".picture canvas", 31, 164, 99), Is.True, "No box is drawn.");
        await TestBrowser.KeepAsync(page, "service-invoice-wide");
    }

    [TestCase("en-US", "letters not read", "The eight digits alone were read. The two letters in front of them were not: add them from the invoice.", "Done.")]
    [TestCase("zh-TW", "缺字軌", "只讀出八位數字；前面的字軌（兩個英文字母）沒有讀出，請對照發票補上。", "完成。")]
    public async Task A_number_without_its_letters_does_not_look_as_sure_as_a_whole_one(string locale, string badge, string reason, string done)
    {
        IPage page = await OpenAsync(locale, 1000, 800);
        await page.RouteAsync("**/v1/readings*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """[{"file":"a.png","status":"read","number":"12345678","complete":false,"letters":null,"digits":"12345678","bestGuess":null,"confidence":0.98,"reason":"","box":[[10,10],[90,10],[90,30],[10,30]],"glyphs":[]}]""",
        }));

        await page.SetInputFilesAsync("#files", [FileOf("a.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync(done, new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator(".number")).ToHaveTextAsync("12345678");
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync(badge);
        await Assertions.Expect(page.Locator(".badge.read")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".result .reason")).ToHaveTextAsync(reason);
        Assert.That(await HasColourAsync(page, ".picture canvas", 217, 180, 0), Is.True, "No box is drawn in the colour of its own.");
        Assert.That(await HasColourAsync(page, ".picture canvas", 31, 164, 99), Is.False, "The box is drawn in the colour of whole numbers.");
    }

    [Test]
    public async Task Reasons_and_faults_are_in_the_language_of_the_page_even_after_it_is_switched()
    {
        IPage page = await OpenAsync("zh-TW", 1000, 800);
        await page.RouteAsync("**/v1/readings*large.png", route => route.FulfillAsync(new()
        {
            Status = 413,
            ContentType = "application/problem+json",
            Body = """{"title":"The picture is too large.","status":413,"detail":"Raise ImageDecoderOptions.MaxPixels.","code":"imageTooLarge"}""",
        }));
        await page.RouteAsync("**/v1/readings*unsure.png", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """[{"file":"unsure.png","status":"rejected","number":null,"complete":false,"bestGuess":"12345678","confidence":0.5,"reason":"Digit 3 of 8 is not sure: 5 or 6; the confidence is below 93%.","reasonCode":"digitNotSure","box":null,"glyphs":[]}]""",
        }));

        await page.SetInputFilesAsync("#files", [FileOf("large.png", Samples.Invoice.Content), FileOf("unsure.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("完成。", new() { Timeout = 60_000 });
        ILocator large = page.Locator(".result", new() { HasText = "large.png" }), unsure = page.Locator(".result", new() { HasText = "unsure.png" });

        await Assertions.Expect(large.Locator(".reason")).ToHaveTextAsync("圖片超過這項服務的上限，請縮小後再送。");
        await Assertions.Expect(unsure.Locator("p.fine")).ToHaveTextAsync("其中有數字不確定。");
        await page.ClickAsync("#language");
        await Assertions.Expect(large.Locator(".reason")).ToHaveTextAsync("The picture is larger than this service takes; make it smaller and send it again.");
        await Assertions.Expect(unsure.Locator("p.fine")).ToHaveTextAsync("One of its digits is not sure.");
        Assert.That(await page.ContentAsync(), Does.Not.Contain("ImageDecoderOptions"));
    }

    [Test]
    public async Task Results_can_be_downloaded_as_CSV()
    {
        IPage page = await OpenAsync("en-US", 1000, 800);
        await page.SetInputFilesAsync("#files", [FileOf("=cmd.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#csv"));
        string[] lines = await File.ReadAllLinesAsync((await download.PathAsync())!);

        Assert.That(lines[0], Is.EqualTo("file,status,number,letters,digits,bestGuess,confidence,reason,complete,reasonCode,corrected,period,date,randomCode,total,buyer,seller"));
        Assert.That(lines[1], Does.StartWith("'=cmd.png,read,").And.Contain(Samples.Invoice.Digits));
    }

    [Test]
    public async Task A_drawn_seven_is_seen_as_seven_and_every_layer_is_shown()
    {
        IPage page = await OpenAsync("en-US", 1280, 1000);
        await page.ClickAsync("#tab-digit");
        LocatorBoundingBoxResult pad = (await page.Locator("#draw").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(pad.X + (pad.Width * 0.3f), pad.Y + (pad.Height * 0.2f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(pad.X + (pad.Width * 0.7f), pad.Y + (pad.Height * 0.2f), new() { Steps = 8 });
        await page.Mouse.MoveAsync(pad.X + (pad.Width * 0.45f), pad.Y + (pad.Height * 0.82f), new() { Steps = 8 });
        await page.Mouse.UpAsync();

        await Assertions.Expect(page.Locator("#first")).ToHaveTextAsync("7", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#scores li")).ToHaveCountAsync(10);
        Assert.That(await page.Locator(".layer").CountAsync(), Is.GreaterThanOrEqualTo(10));

        // The last strokes may still be asked about; their answer draws the maps anew under the pointer.
        bool framed = false;
        for (int i = 0; i < 40 && !framed; i++)
        {
            await page.Locator(".layer canvas").First.HoverAsync(new() { Position = new() { X = 20 + i, Y = 20 } });
            framed = await HasColourAsync(page, "#seen", 255, 148, 99);
            await page.WaitForTimeoutAsync(100);
        }

        Assert.That(framed, Is.True, "The receptive field is not framed.");
        await TestBrowser.KeepAsync(page, "service-digit-wide");
    }

    [Test]
    public async Task Everything_works_by_keyboard()
    {
        IPage page = await OpenAsync("en-US", 1000, 800);
        await page.Keyboard.PressAsync("Tab");
        Assert.That(await FocusedTextAsync(page), Is.EqualTo("Skip to content"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.That(await FocusedTextAsync(page), Is.EqualTo("Draw a digit"));
        await Assertions.Expect(page.Locator("#digit")).ToBeVisibleAsync();
        await page.Locator("#draw").FocusAsync();
        await page.Keyboard.PressAsync("4");
        await Assertions.Expect(page.Locator("#first")).ToHaveTextAsync("4", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.Locator("#first")).ToHaveTextAsync("–", new() { Timeout = 30_000 });
    }

    [Test]
    public async Task The_page_speaks_Chinese_and_English_and_remembers()
    {
        IPage page = await OpenAsync("zh-TW", 1000, 800);
        await Assertions.Expect(page.Locator("#tab-invoice")).ToHaveTextAsync("發票");
        Assert.That(await page.EvaluateAsync<string>("document.documentElement.lang"), Is.EqualTo("zh-Hant"));

        await page.ClickAsync("#language");
        await Assertions.Expect(page.Locator("#tab-invoice")).ToHaveTextAsync("Invoice");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#tab-invoice")).ToHaveTextAsync("Invoice");
    }

    [Test]
    public async Task On_a_phone_nothing_leaves_the_screen()
    {
        IPage page = await OpenAsync("zh-TW", 390, 844);
        await page.SetInputFilesAsync("#files", [FileOf("發票.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("完成。", new() { Timeout = 60_000 });
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        LocatorBoundingBoxResult number = (await page.Locator(".number").BoundingBoxAsync())!, picture = (await page.Locator(".picture").BoundingBoxAsync())!;
        Assert.That(number.Y + number.Height, Is.LessThan(picture.Y), "The number stands above its picture.");
        await TestBrowser.KeepAsync(page, "service-invoice-phone");
        await page.ClickAsync(".enlarge");
        Assert.That((await page.Locator("#large canvas").BoundingBoxAsync())!.Width, Is.GreaterThan(390), "It can be looked at in its own size.");
        await page.ClickAsync("#large-close");

        await page.ClickAsync("#tab-digit");
        await page.Locator("#draw").FocusAsync();
        await page.Keyboard.PressAsync("8");
        await Assertions.Expect(page.Locator("#first")).ToHaveTextAsync("8", new() { Timeout = 30_000 });
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        await TestBrowser.KeepAsync(page, "service-digit-phone");
    }

    [Test]
    public async Task A_sample_is_read_by_one_tap_copied_corrected_kept_over_a_reload_exported_and_deleted()
    {
        IPage page = await OpenAsync("en-US", 1200, 900);
        await page.ClickAsync("[data-sample='sample-traditional.jpg']");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });
        string number = (await page.Locator(".number").TextContentAsync())!;
        Assert.That(await page.Locator(".glyphs").TextContentAsync(), Does.Not.Contain(" 0.0%"), "A second guess that is none is not shown.");

        await page.ClickAsync($"button[aria-label='Copy {number}']");
        Assert.That(await page.EvaluateAsync<string>("navigator.clipboard.readText()"), Is.EqualTo(number));

        await page.ClickAsync($"button[aria-label='Correct {number}']");
        await page.Keyboard.TypeAsync("xy 1234567");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".problem")).ToHaveTextAsync("An invoice number is two letters and eight digits, such as AB-12345678.");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("8");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".number")).ToHaveTextAsync("XY-12345678");
        for (int i = 0; i < 100 && !await page.EvaluateAsync<bool>(
            """
            () => new Promise((resolve) => {
              const open = indexedDB.open('mlnetinvoice');
              open.onsuccess = () => {
                const all = open.result.transaction('results').objectStore('results').getAll();
                all.onsuccess = () => resolve(all.result[0]?.records[0].corrected === 'XY-12345678');
              };
            })
            """); i++)
        {
            await page.WaitForTimeoutAsync(50);
        }

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".number")).ToHaveTextAsync("XY-12345678");
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("corrected");
        Assert.That(await HasColourAsync(page, ".picture canvas", 31, 164, 99), Is.True, "The picture is kept with its boxes.");

        IDownload excel = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#excel"));
        IDictionary<string, object> row = MiniExcel.Query((await excel.PathAsync())!, useHeaderRow: true, excelType: ExcelType.XLSX).Cast<IDictionary<string, object>>().Single();
        Assert.That((row["file"], row["number"], row["corrected"]), Is.EqualTo(("sample-traditional.jpg", number, "XY-12345678")));
        IDownload json = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#json"));
        Assert.That(JsonDocument.Parse(await File.ReadAllTextAsync((await json.PathAsync())!)).RootElement[0].GetProperty("corrected").GetString(), Is.EqualTo("XY-12345678"));

        await page.ClickAsync("button[aria-label='Delete the result of sample-traditional.jpg']");
        await Assertions.Expect(page.Locator(".result")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#tab-invoice")).ToHaveTextAsync("Invoice");
        await Assertions.Expect(page.Locator(".result")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Several_slips_of_one_picture_stand_side_by_side()
    {
        IPage page = await OpenAsync("zh-TW", 1200, 900);
        await page.RouteAsync("**/v1/readings*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """
                [{"file":"a.png","status":"read","number":"AB-12345678","complete":true,"bestGuess":null,"confidence":0.99,"reason":"","reasonCode":null,"box":[[10,10],[90,10],[90,30],[10,30]],"glyphs":[]},
                 {"file":"a.png","status":"rejected","number":null,"complete":false,"bestGuess":"87654321","confidence":0.5,"reason":"","reasonCode":"digitNotSure","box":[[10,50],[90,50],[90,70],[10,70]],"glyphs":[]}]
                """,
        }));
        await page.SetInputFilesAsync("#files", [FileOf("a.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("完成。", new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator(".slips .number")).ToHaveTextAsync(["AB-12345678", "—"]);
        LocatorBoundingBoxResult first = (await page.Locator(".slip").Nth(0).BoundingBoxAsync())!, second = (await page.Locator(".slip").Nth(1).BoundingBoxAsync())!;
        Assert.That((second.Y, second.X > first.X + first.Width), Is.EqualTo((first.Y, true)));
    }

    [Test]
    public async Task A_picture_that_is_larger_than_the_service_takes_is_made_smaller()
    {
        await using RunningService small = await RunningService.StartAsync("--Service:MaxPixels", "200000");
        IPage page = await _browser.OpenAsync(small.Client.BaseAddress!.ToString(), "en-US", 1000, 800);

        await page.SetInputFilesAsync("#files", [FileOf("large.png", Samples.Invoice.Content)]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Done.", new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator(".number")).ToContainTextAsync(Samples.Invoice.Digits);
        await Assertions.Expect(page.Locator(".result")).ToContainTextAsync("The picture was larger than the service takes and was made smaller.");
    }

    // Every two of the three together, in half the runs.
    [TestCase("zh-TW", ColorScheme.Light, 390)]
    [TestCase("zh-TW", ColorScheme.Dark, 1200)]
    [TestCase("en-US", ColorScheme.Light, 1200)]
    [TestCase("en-US", ColorScheme.Dark, 390)]
    public async Task Axe_finds_nothing_on_any_screen(string locale, ColorScheme scheme, int width)
    {
        IPage page = await OpenAsync(locale, width, 850, scheme);
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "nothing read yet");
        await page.SetInputFilesAsync("#files", [FileOf("a.png", Samples.Invoice.Content), FileOf("b.jpg", [1, 2, 3])]);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync(locale == "en-US" ? "Done." : "完成。", new() { Timeout = 60_000 });
        await page.Locator(".line button").Last.ClickAsync();
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "results, one of them being corrected");
        await page.FillAsync(".correction input", "1");
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "a correction that is none");
        await page.Locator(".enlarge").First.ClickAsync();
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "the picture, enlarged");
        await page.ClickAsync("#large-close");
        foreach (string dialog in (string[])["live", "key-dialog"])
        {
            await page.EvaluateAsync("(id) => document.getElementById(id).showModal()", dialog);
            Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, dialog);
            await page.EvaluateAsync("(id) => document.getElementById(id).close()", dialog);
        }

        await page.ClickAsync("#tab-digit");
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "the pad, empty");
        await page.Locator("#draw").FocusAsync();
        await page.Keyboard.PressAsync("8");
        await Assertions.Expect(page.Locator("#first")).ToHaveTextAsync("8", new() { Timeout = 30_000 });
        Assert.That(await TestBrowser.AxeAsync(page), Is.Empty, "a digit and its layers");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Without_a_connection_the_page_still_opens()
    {
        IPage page = await _browser.OpenAsync(_service.Client.BaseAddress!.ToString(), "en-US", 1000, 800, offline: true);
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        for (int i = 0; i < 100 && !await page.EvaluateAsync<bool>("caches.open('shell-1').then((cache) => cache.match('page.json')).then(Boolean)"); i++)
        {
            await page.WaitForTimeoutAsync(50);
        }

        JsonElement manifest = JsonDocument.Parse(await _service.Client.GetStringAsync("manifest.webmanifest")).RootElement;
        await page.Context.SetOfflineAsync(true);

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#tab-invoice")).ToHaveTextAsync("Invoice");
        await page.ClickAsync("[data-sample='sample-traditional.jpg']");
        await Assertions.Expect(page.Locator(".result .reason")).ToHaveTextAsync("The service cannot be reached.", new() { Timeout = 30_000 });
        Assert.That(manifest.GetProperty("display").GetString(), Is.EqualTo("standalone"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task The_camera_reads_live_and_the_frame_that_is_kept_is_a_result()
    {
        using var folder = new TemporaryFolder();
        string film = folder.File("film.y4m");
        Film.Write(film, Samples.Invoice.Content);
        await using TestBrowser browser = await TestBrowser.StartAsync("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}");
        IPage page = await browser.OpenAsync(_service.Client.BaseAddress!.ToString(), "zh-TW", 1000, 900);

        await page.ClickAsync("#camera");
        await Assertions.Expect(page.Locator("#live-said")).ToContainTextAsync(Samples.Invoice.Digits, new() { Timeout = 60_000 });
        Assert.That(await HasColourAsync(page, "#live-picture", 31, 164, 99), Is.True, "No box is drawn into the live picture.");
        await page.ClickAsync("#live-keep");

        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("完成。", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".result .number")).ToContainTextAsync(Samples.Invoice.Digits);
    }

    [Test]
    public void The_shell_without_a_connection_is_the_whole_page()
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "src", "MlNetInvoice.Server", "wwwroot");
        string[] files = Directory.GetFiles(folder);
        string[] shell = File.ReadAllText(Path.Combine(folder, "sw.js")).Split('\n').Single(line => line.StartsWith("const files = ", StringComparison.Ordinal)).Split('\'').Where((_, i) => i % 2 == 1).ToArray();
        Assert.That(shell.Except(["./", "page.json"]), Is.EquivalentTo(files.Select(Path.GetFileName).Where(name => name != "sw.js")));
    }

    private static FilePayload FileOf(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static Task<string> FocusedTextAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static Task<bool> HasColourAsync(IPage page, string selector, int red, int green, int blue) => page.EvaluateAsync<bool>(
        """
        ([selector, ...colour]) => [...document.querySelectorAll(selector)].some((canvas) => {
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          for (let i = 0; i < data.length; i += 4) if (colour.every((c, k) => Math.abs(data[i + k] - c) < 12)) return true;
          return false;
        })
        """,
        new object[] { selector, red, green, blue });

    private Task<IPage> OpenAsync(string locale, int width, int height, ColorScheme scheme = ColorScheme.Light) => _browser.OpenAsync(_service.Client.BaseAddress!.ToString(), locale, width, height, scheme);
}
