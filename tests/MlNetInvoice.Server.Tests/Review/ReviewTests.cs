using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MiniExcelLibs;
using MlNetInvoice.Data;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;
using MlNetInvoice.Jobs;
using MlNetInvoice.Server.Http;
using MlNetInvoice.Server.Servers;
using MlNetInvoice.Server.Sources;

namespace MlNetInvoice.Server.Review;

/// <summary>The list of readings to review, in a SQLite file and in PostgreSQL.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ReviewTests(bool postgres)
{
    private TemporaryFolder _folder = null!;
    private PostgresServer? _database;
    private RunningService _service = null!;
    private int _lists;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        _database = postgres ? await PostgresServer.StartAsync() : null;
        _service = await StartAsync(await NewListAsync());
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _folder.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task What_is_rejected_is_listed_once_with_its_guesses_and_its_cut_out()
    {
        await using RunningService service = await StartAsync(await NewListAsync());
        await ReviewApi.UploadAsync(service.Client, "發票.png", Samples.Invoice.Content);
        await ReviewApi.UploadAsync(service.Client, "again.png", Samples.Invoice.Content);

        JsonElement list = await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews"), 200);
        JsonElement item = list.GetProperty("items").EnumerateArray().Single();
        Assert.That(item.GetProperty("file").GetString(), Is.EqualTo("發票.png"));
        Assert.That((item.GetProperty("source").GetString(), item.GetProperty("why").GetString(), item.GetProperty("state").GetString()), Is.EqualTo(("service", "rejected", "open")));
        Assert.That(item.GetProperty("guess").GetString(), Does.Match("^[A-Z]{2}-" + Samples.Invoice.Digits + "$"), "Letters that are sure are part of the guess.");
        Assert.That(item.GetProperty("glyphs").EnumerateArray().Select(g => g.GetProperty("digit").GetString()), Is.EqualTo(Samples.Invoice.Digits.Select(c => c.ToString())));
        Assert.That(list.GetProperty("counts").GetProperty("open").GetInt64(), Is.EqualTo(1));

        byte[] png = await service.Client.GetByteArrayAsync($"v1/reviews/{item.GetProperty("id").GetString()}/picture");
        GrayImage picture = ImageDecoder.DecodeGray(png);
        foreach (JsonElement corner in item.GetProperty("box").EnumerateArray())
        {
            Assert.That(corner[0].GetDouble(), Is.InRange(0, picture.Width));
            Assert.That(corner[1].GetDouble(), Is.InRange(0, picture.Height));
        }
    }

    [Test]
    public async Task An_accepted_number_is_not_listed_and_a_damaged_file_is()
    {
        await using RunningService service = await RunningService.StartAsync([.. Settings(await NewListAsync()), "--Review:Enabled=true", "--Review:KeepPictures=true"]);
        await ReviewApi.UploadAsync(service.Client, "whole.png", Samples.Invoice.Content);
        Assert.That((await ReviewApi.CountsAsync(service.Client)).GetProperty("open").GetInt64(), Is.Zero);

        await ReviewApi.UploadAsync(service.Client, "torn.png", Samples.Invoice.Content[..(Samples.Invoice.Content.Length * 9 / 10)]);

        JsonElement item = (await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews"), 200)).GetProperty("items").EnumerateArray().Single();
        Assert.That((item.GetProperty("file").GetString(), item.GetProperty("why").GetString(), item.GetProperty("hasPicture").GetBoolean()), Is.EqualTo(("torn.png", "damaged", true)));
    }

    [Test]
    public async Task A_number_is_confirmed_corrected_skipped_and_taken_back()
    {
        await using RunningService service = await StartAsync(await NewListAsync());
        for (int i = 0; i < 3; i++)
        {
            await ReviewApi.UploadAsync(service.Client, $"{i}.png", ReviewApi.Variant(i));
        }

        JsonElement hand = await ReviewApi.ClaimAsync(service.Client, "Mei", null, 3);
        string lease = hand.GetProperty("lease").GetString()!;
        JsonElement[] items = [.. hand.GetProperty("items").EnumerateArray()];
        string[] ids = [.. items.Select(item => item.GetProperty("id").GetString()!)];
        string guess = items[0].GetProperty("guess").GetString()!;

        JsonElement confirmed = await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, ids[0], new { lease, number = guess }), 200);
        JsonElement corrected = await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, ids[1], new { lease, number = "ab 00000017" }), 200);
        JsonElement skipped = await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, ids[2], new { lease, skip = "unreadable", comment = "看不清楚" }), 200);

        Assert.That((confirmed.GetProperty("outcome").GetString(), confirmed.GetProperty("number").GetString(), confirmed.GetProperty("reviewer").GetString()), Is.EqualTo(("confirmed", guess, "Mei")));
        Assert.That((corrected.GetProperty("outcome").GetString(), corrected.GetProperty("number").GetString()), Is.EqualTo(("corrected", "AB-00000017")));
        Assert.That((skipped.GetProperty("outcome").GetString(), skipped.GetProperty("skipReason").GetString(), skipped.GetProperty("comment").GetString()), Is.EqualTo(("skipped", "unreadable", "看不清楚")));
        JsonElement counts = await ReviewApi.CountsAsync(service.Client);
        Assert.That(counts.GetRawText(), Is.EqualTo("""{"open":0,"claimed":0,"confirmed":1,"corrected":1,"skipped":1}"""));

        // An answer that got lost: the same again changes nothing.
        await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, ids[1], new { lease, number = "AB-00000017" }), 200);
        JsonElement undone = await ReviewApi.JsonAsync(await service.Client.DeleteAsync($"v1/reviews/{ids[1]}/decision?lease={lease}"), 200);
        Assert.That((undone.GetProperty("state").GetString(), undone.GetProperty("outcome").GetString()), Is.EqualTo(("claimed", null as string)));
        Assert.That((await ReviewApi.ClaimAsync(service.Client, "Mei", lease, 3)).GetProperty("items").EnumerateArray().Single().GetProperty("id").GetString(), Is.EqualTo(ids[1]));
    }

    [Test]
    public async Task Two_reviewers_never_get_the_same_and_a_lease_that_ran_out_goes_to_the_next()
    {
        string list = await NewListAsync();
        var clock = new MovedClock();
        await using RunningService service = await StartAsync(list);
        for (int i = 0; i < 12; i++)
        {
            await ReviewApi.UploadAsync(service.Client, $"{i}.png", ReviewApi.Variant(i));
        }

        JsonElement[] hands = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ReviewApi.ClaimAsync(service.Client, $"reviewer {i}", null, 3)));
        string[] ids = [.. hands.SelectMany(hand => hand.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetString()!)];
        Assert.That(ids, Has.Length.EqualTo(12));
        Assert.That(ids, Is.Unique);
        Assert.That((await ReviewApi.ClaimAsync(service.Client, "fifth", null, 3)).GetProperty("items").GetArrayLength(), Is.Zero);

        // What one gives back, another gets; the former lease still counts until then.
        string lease = hands[0].GetProperty("lease").GetString()!;
        using HttpResponseMessage released = await service.Client.PostAsJsonAsync("v1/reviews:release", new { lease });
        Assert.That((int)released.StatusCode, Is.EqualTo(204));
        Assert.That((await ReviewApi.ClaimAsync(service.Client, "sixth", lease, 2)).GetProperty("items").GetArrayLength(), Is.EqualTo(2));
        Assert.That((await ReviewApi.ClaimAsync(service.Client, "seventh", null, 3)).GetProperty("items").EnumerateArray().Single().GetProperty("id").GetString(), Is.AnyOf(ids));

        // The same list by a clock that is six minutes ahead.
        clock.Ahead = TimeSpan.FromMinutes(6);
        ReviewOptions options = OptionsOf(list);
        await using var database = new ReviewDatabase(options);
        IReadOnlyList<ReviewRow> late = await new ReviewStore(database, options, clock).ClaimAsync("late", new string('a', 32), 1, CancellationToken.None);
        Assert.That(late.Single().Id, Is.EqualTo(ids.Intersect(late.Select(row => row.Id)).Single()));
        string former = lease;

        JsonElement refused = await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, late[0].Id, new { lease = former, number = "AB-12345678" }), 409);
        Assert.That((refused.GetProperty("code").GetString(), refused.GetProperty("title").GetString(), refused.GetProperty("detail").GetString()), Is.EqualTo(
            ("reviewTaken", "The number is in other hands.", "Its lease ran out and somebody else took it; nothing was changed.")));
    }

    [Test]
    public async Task The_list_outlives_the_service_and_pictures_are_forgotten_in_time()
    {
        string list = await NewListAsync();
        string lease;
        await using (RunningService first = await StartAsync(list))
        {
            await ReviewApi.UploadAsync(first.Client, "a.png", Samples.Invoice.Content);
            await ReviewApi.UploadAsync(first.Client, "b.png", ReviewApi.Variant(1));
            JsonElement hand = await ReviewApi.ClaimAsync(first.Client, "Mei", null, 2);
            lease = hand.GetProperty("lease").GetString()!;
            await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(first.Client, hand.GetProperty("items")[0].GetProperty("id").GetString()!, new { lease, number = "12345678" }), 200);
        }

        await using RunningService second = await StartAsync(list);
        JsonElement held = await ReviewApi.ClaimAsync(second.Client, "Mei", lease, 2);
        Assert.That(held.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That(held.GetProperty("counts").GetRawText(), Is.EqualTo("""{"open":0,"claimed":1,"confirmed":0,"corrected":1,"skipped":0}"""));

        ReviewOptions options = OptionsOf(list);
        await using var database = new ReviewDatabase(options);
        Assert.That(await new ReviewStore(database, options, new MovedClock { Ahead = TimeSpan.FromDays(29) }).ForgetPicturesAsync(CancellationToken.None), Is.Zero);
        Assert.That(await new ReviewStore(database, options, new MovedClock { Ahead = TimeSpan.FromDays(31) }).ForgetPicturesAsync(CancellationToken.None), Is.EqualTo(2));
        string id = held.GetProperty("items")[0].GetProperty("id").GetString()!;
        JsonElement gone = await ReviewApi.JsonAsync(await second.Client.GetAsync($"v1/reviews/{id}/picture"), 404);
        Assert.That(gone.GetProperty("code").GetString(), Is.EqualTo("reviewNoPicture"));
    }

    [Test]
    public async Task Results_and_decisions_are_exported_as_CSV_Excel_JSON_and_a_labelled_folder()
    {
        await using RunningService service = await StartAsync(await NewListAsync());
        await ReviewApi.UploadAsync(service.Client, "=一.png", Samples.Invoice.Content);
        await ReviewApi.UploadAsync(service.Client, "b.png", ReviewApi.Variant(1));
        JsonElement hand = await ReviewApi.ClaimAsync(service.Client, "Mei", null, 2);
        string lease = hand.GetProperty("lease").GetString()!;
        string digits = Samples.Invoice.Digits[..7] + (char)('0' + ((Samples.Invoice.Digits[7] - '0' + 1) % 10));
        await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, hand.GetProperty("items")[0].GetProperty("id").GetString()!, new { lease, number = $"AB-{digits}" }), 200);

        string csv = await service.Client.GetStringAsync("v1/reviews/export?format=csv&state=all");
        string[] lines = csv.Split("\r\n");
        Assert.That(lines[0].TrimStart('\uFEFF'), Is.EqualTo(
            "id,file,source,why,state,createdAt,guess,confidence,reasonCode,reason,outcome,number,skipReason,comment,reviewer,decidedAt,period,date,randomCode,total,buyer,seller,undone"));
        Assert.That(lines[1], Does.Contain(",'=一.png,service,rejected,decided,").And.Contain($",corrected,AB-{digits},,,Mei,"));
        Assert.That(lines, Has.Length.EqualTo(4));

        using (var excel = new MemoryStream(await service.Client.GetByteArrayAsync("v1/reviews/export?format=xlsx")))
        {
            IDictionary<string, object> row = excel.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().Single();
            Assert.That((row["file"], row["number"], row["outcome"]), Is.EqualTo(("=一.png", $"AB-{digits}", "corrected")));
        }

        JsonElement json = await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews/export?format=json"), 200);
        Assert.That(json.EnumerateArray().Single().GetProperty("number").GetString(), Is.EqualTo($"AB-{digits}"));

        using var archive = new ZipArchive(new MemoryStream(await service.Client.GetByteArrayAsync("v1/reviews/export?format=labels")));
        string labelled = Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"labels{_lists}"));
        archive.ExtractToDirectory(labelled);
        LabeledInvoice label = LabeledInvoices.Load(labelled).Single();
        Assert.That((label.Number, label.Kind), Is.EqualTo(($"AB-{digits}", "corrected")));
        Assert.That(label.Quad, Is.Not.Null);
        Assert.That(InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default).Read(label.File).Digits, Is.EqualTo(Samples.Invoice.Digits), "The cut-out reads as the picture did.");
    }

    [Test]
    public async Task What_a_worker_rejects_is_listed_under_its_job()
    {
        ReviewOptions options = OptionsOf(await NewListAsync());
        options.KeepPictures = true;
        await using var database = new ReviewDatabase(options);
        var store = new ReviewStore(database, options, TimeProvider.System);
        await store.MigrateAsync(CancellationToken.None);
        using DecoderPool decoders = DecoderPrograms.CreatePool(1);
        var read = WorkerHost.ReadBy(InvoiceReader.Default, decoders, new ReviewDesk(store, options, NullLogger<ReviewDesk>.Instance));
        ReadingJob JobOf(string id, double confidence) => new() { Id = id, Source = new JobSource { Path = "a/發票.png" }, Options = new JobOptions { MinConfidence = confidence } };

        _ = read(JobOf("sure", 0.5), Samples.Invoice.Content);
        _ = read(JobOf("a/unsure", 1), Samples.Invoice.Content);
        _ = read(JobOf("a/unsure", 1), Samples.Invoice.Content);

        ReviewRow row = (await store.ListAsync("all", (0, ""), 10, CancellationToken.None)).Single();
        Assert.That((row.Source, row.Why, row.Picture.File, row.HasPicture), Is.EqualTo(("worker", "rejected", "a/發票.png", true)));
        Assert.That(row.Id, Has.Length.EqualTo(66).And.EndsWith("-1"), "An id that is no part of an address is named by its hash.");
    }

    [Test]
    public async Task A_correction_of_the_page_is_a_decision_whether_or_not_the_number_was_listed()
    {
        await using RunningService service = await RunningService.StartAsync([.. Settings(await NewListAsync()), "--Review:Enabled=true", "--Review:KeepPictures=true"]);
        using HttpResponseMessage read = await service.Client.PostAsync("v1/readings?name=a.png", Samples.Body(Samples.Invoice.Content));
        string id = read.Headers.GetValues("X-Review-Ids").Single();
        JsonElement reading = (await ReviewApi.JsonAsync(read, 200))[0];
        const string lease = "0123456789abcdef0123456789abcdef", other = "ffffffffffffffffffffffffffffffff";
        object Correction(string by, string number) => new { id, lease = by, number, reading, picture = new { data = Convert.ToBase64String(Samples.Invoice.Content), left = 3.5, top = 0, scale = 1 } };

        JsonElement corrected = await ReviewApi.JsonAsync(await service.Client.PostAsJsonAsync("v1/corrections", Correction(lease, "ab 00000017")), 200);

        Assert.That(
            (corrected.GetProperty("source").GetString(), corrected.GetProperty("why").GetString(), corrected.GetProperty("outcome").GetString(), corrected.GetProperty("number").GetString(), corrected.GetProperty("reviewer").GetString()),
            Is.EqualTo(("page", "wrong", "corrected", "AB-00000017", "page")));
        Assert.That(corrected.GetProperty("guess").GetString(), Is.EqualTo(reading.GetProperty("number").GetString()));
        Assert.That(corrected.GetProperty("box")[0][0].GetDouble(), Is.EqualTo(reading.GetProperty("box")[0][0].GetDouble() - 3.5).Within(0.06));
        GrayImage picture = ImageDecoder.DecodeGray(await service.Client.GetByteArrayAsync($"v1/reviews/{id}/picture"));
        Assert.That(picture.Width, Is.EqualTo(ImageDecoder.DecodeGray(Samples.Invoice.Content).Width));
        Assert.That(await service.Client.GetStringAsync("v1/reviews/export?format=csv"), Does.Contain(",a.png,page,wrong,decided,"));

        // Another may not change it, its own author may, and take it back.
        await ReviewApi.JsonAsync(await service.Client.PostAsJsonAsync("v1/corrections", Correction(other, "AB-00000018")), 409);
        await ReviewApi.JsonAsync(await service.Client.PostAsJsonAsync("v1/corrections", Correction(lease, "AB-00000018")), 200);
        JsonElement undone = await ReviewApi.JsonAsync(await service.Client.DeleteAsync($"v1/reviews/{id}/decision?lease={lease}"), 200);
        Assert.That(undone.GetProperty("undone").EnumerateArray().Select(u => u.GetProperty("number").GetString()), Is.EqualTo(new[] { "AB-00000017", "AB-00000018" }));
    }

    [Test]
    public async Task A_listed_number_that_is_corrected_on_the_page_is_listed_no_longer_and_its_reviewer_is_told()
    {
        await using RunningService service = await StartAsync(await NewListAsync());
        using HttpResponseMessage read = await service.Client.PostAsync("v1/readings?name=a.png", Samples.Body(Samples.Invoice.Content));
        string id = read.Headers.GetValues("X-Review-Ids").Single();
        JsonElement reading = (await ReviewApi.JsonAsync(read, 200))[0];
        JsonElement hand = await ReviewApi.ClaimAsync(service.Client, "Mei", null, 1);
        string guess = hand.GetProperty("items")[0].GetProperty("guess").GetString()!, lease = hand.GetProperty("lease").GetString()!;

        JsonElement confirmed = await ReviewApi.JsonAsync(
            await service.Client.PostAsJsonAsync("v1/corrections", new { id, lease = new string('a', 32), number = guess, reviewer = "王", reading, picture = null as object }), 200);

        Assert.That((confirmed.GetProperty("outcome").GetString(), confirmed.GetProperty("source").GetString(), confirmed.GetProperty("reviewer").GetString(), confirmed.GetProperty("hasPicture").GetBoolean()), Is.EqualTo(("confirmed", "page", "王", true)));
        await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, id, new { lease, number = guess }), 409);
        Assert.That((await ReviewApi.CountsAsync(service.Client)).GetRawText(), Is.EqualTo("""{"open":0,"claimed":0,"confirmed":1,"corrected":0,"skipped":0}"""));
    }

    [Test]
    public async Task What_was_undone_or_replaced_stays_with_its_author_and_time_and_is_exported()
    {
        await using RunningService service = await StartAsync(await NewListAsync());
        await ReviewApi.UploadAsync(service.Client, "a.png", Samples.Invoice.Content);
        JsonElement hand = await ReviewApi.ClaimAsync(service.Client, "Mei", null, 1);
        string lease = hand.GetProperty("lease").GetString()!, id = hand.GetProperty("items")[0].GetProperty("id").GetString()!;
        foreach (object decision in (object[])[new { lease, number = "AB-00000017" }, new { lease, number = "AB-00000017" }, new { lease, skip = "other", comment = "印章" }])
        {
            await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, id, decision), 200);
        }

        await ReviewApi.JsonAsync(await service.Client.DeleteAsync($"v1/reviews/{id}/decision?lease={lease}"), 200);
        await ReviewApi.JsonAsync(await ReviewApi.DecideAsync(service.Client, id, new { lease, number = "AB-00000019" }), 200);

        JsonElement json = (await ReviewApi.JsonAsync(await service.Client.GetAsync("v1/reviews/export?format=json"), 200)).EnumerateArray().Single();
        Assert.That(
            json.GetProperty("undone").EnumerateArray().Select(u => (u.GetProperty("reviewer").GetString(), u.GetProperty("outcome").GetString(), u.GetProperty("number").GetString(), u.GetProperty("comment").GetString())),
            Is.EqualTo(new[] { ("Mei", "corrected", "AB-00000017", null), ("Mei", "skipped", null as string, "印章") }));
        Assert.That(json.GetProperty("undone").EnumerateArray().Select(u => u.GetProperty("undoneAt").GetDateTimeOffset() >= u.GetProperty("decidedAt").GetDateTimeOffset()), Has.All.True);
        string csv = await service.Client.GetStringAsync("v1/reviews/export?format=csv");
        Assert.That(csv.Split("\r\n")[1], Does.Match("Mei corrected AB-00000017; .*Mei skipped other 印章$"));
    }

    [Test]
    public async Task A_list_of_before_there_was_a_log_is_taken_over()
    {
        ReviewOptions options = OptionsOf(await NewListAsync());
        await using var database = new ReviewDatabase(options);
        await database.MigrateAsync(CancellationToken.None);
        await database.ExecuteAsync("ALTER TABLE reviews DROP COLUMN undone", CancellationToken.None);

        await database.MigrateAsync(CancellationToken.None);
        await database.MigrateAsync(CancellationToken.None);

        Assert.That(await new ReviewStore(database, options, TimeProvider.System).ListAsync("all", (0, ""), 10, CancellationToken.None), Is.Empty);
    }

    [TestCase("v1/corrections", """{"id":"a b","lease":"0123456789abcdef0123456789abcdef","number":"12345678"}""", "Id must be 1 to 100 letters, digits, dots, dashes and underscores.")]
    [TestCase("v1/corrections", """{"id":"a","lease":"x","number":"12345678"}""", "Lease must be 32 hexadecimal digits in lower case.")]
    [TestCase("v1/corrections", """{"id":"a","lease":"0123456789abcdef0123456789abcdef","number":"1"}""", "Number is \"1\", but must be two letters and eight digits such as AB-12345678, or the eight digits.")]
    [TestCase("v1/corrections", """{"id":"a","lease":"0123456789abcdef0123456789abcdef","number":"12345678","reading":{"status":"read"}}""", "Reading must be one as /v1/readings answers it.")]
    [TestCase("v1/corrections", """{"id":"a","lease":"0123456789abcdef0123456789abcdef","number":"12345678","picture":{"left":0,"top":0,"scale":1}}""", "Picture must have data, a finite left and top, and a scale above 0 to 1.")]
    [TestCase("v1/reviews:claim", """{"reviewer":""}""", "Reviewer must have 1 to 100 characters.")]
    [TestCase("v1/reviews:claim", """{"reviewer":"a","count":51}""", "Count is 51, but must be 1 to 50.")]
    [TestCase("v1/reviews:claim", """{"reviewer":"a","lease":"x"}""", "Lease must be one that an earlier answer gave, or null.")]
    [TestCase("v1/reviews:claim", """{"reviewers":"a"}""", "The body is not the JSON that is expected, at $.reviewers in line 1.")]
    [TestCase("v1/reviews/1/decision", """{"lease":"0123456789abcdef0123456789abcdef"}""", "Send either number or skip.")]
    [TestCase("v1/reviews/1/decision", """{"lease":"0123456789abcdef0123456789abcdef","number":"1234567"}""", "Number is \"1234567\", but must be two letters and eight digits such as AB-12345678, or the eight digits.")]
    [TestCase("v1/reviews/1/decision", """{"lease":"0123456789abcdef0123456789abcdef","skip":"tired"}""", "Skip is \"tired\", but must be one of unreadable, noNumber, notAnInvoice, other.")]
    [TestCase("v1/reviews/1/decision", """{"number":"12345678"}""", "Lease must be the one under which the number was taken.")]
    public async Task A_wrong_request_says_what_is_wrong(string path, string body, string detail)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        JsonElement problem = await ReviewApi.JsonAsync(
            path.EndsWith("decision", StringComparison.Ordinal) ? await _service.Client.PutAsync(path, content) : await _service.Client.PostAsync(path, content), 400);

        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()), Is.EqualTo(("badRequest", detail)));
    }

    private async Task<string> NewListAsync()
    {
        _lists++;
        if (_database is null)
        {
            return Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"{_lists}.db"));
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"reviews{_lists}");
        await using Npgsql.NpgsqlDataSource source = Npgsql.NpgsqlDataSource.Create(_database.Connection);
        await using Npgsql.NpgsqlCommand command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return _database.Connection.Replace("Database=postgres", $"Database={name}", StringComparison.Ordinal);
    }

    private string[] Settings(string list) => postgres ? ["--Review:Postgres", list] : ["--Review:File", list];

    private ReviewOptions OptionsOf(string list) => postgres ? new ReviewOptions { Postgres = list } : new ReviewOptions { File = list };

    private Task<RunningService> StartAsync(string list) => RunningService.StartAsync([.. Settings(list), .. ReviewApi.RejectAll]);

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
