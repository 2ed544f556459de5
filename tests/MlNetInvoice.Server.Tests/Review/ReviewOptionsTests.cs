using System.Text.Json;
using Microsoft.Extensions.Options;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Review;

public sealed class ReviewOptionsTests
{
    private static readonly string[] _operations = ["/v1/reviews:claim", "/v1/reviews:release", "/v1/reviews/{id}/decision", "/v1/reviews", "/v1/reviews/{id}/picture", "/v1/reviews/export"];

    [Test]
    public void The_defaults_are_valid_and_as_documented()
    {
        var options = new ReviewOptions();

        Assert.That(options.Faults(), Is.Empty);
        Assert.That(options.Enabled, Is.False);
        Assert.That(options.File, Is.EqualTo("reviews.db"));
        Assert.That((options.Postgres, options.PostgresFile), Is.EqualTo((null as string, null as string)));
        Assert.That(options.KeepPictures, Is.False);
        Assert.That(options.RetentionDays, Is.EqualTo(30));
        Assert.That(options.LeaseSeconds, Is.EqualTo(300));
        Assert.That(options.Incomplete, Is.False);
    }

    [Test]
    public void Every_fault_is_named_at_once()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => ServiceHost.Build(
            ["--Review:Enabled=true", "--Review:File=/no/such/folder/reviews.db", "--Review:RetentionDays=0", "--Review:LeaseSeconds=9", "--Review:Pictures=true", "--Review:PostgresFile=no-such-file"]))!;

        Assert.That(fault.Failures, Is.EqualTo(new[]
        {
            "Review:Pictures is no setting of this program.",
            "Review:File is /no/such/folder; it must be an existing folder.",
            "Review:PostgresFile is no-such-file; it must be an existing file.",
            "Review:RetentionDays is 0; it must be 1 to 3650.",
            "Review:LeaseSeconds is 9; it must be 10 to 86400.",
        }));
    }

    [Test]
    public async Task Its_calls_are_there_only_if_it_is_switched_on()
    {
        using var folder = new TemporaryFolder();
        await using RunningService without = await RunningService.StartAsync();
        await using RunningService with = await RunningService.StartAsync("--Review:Enabled=true", "--Review:File", folder.File("reviews.db"));

        Assert.That(await OperationsAsync(without), Has.None.StartsWith("/v1/reviews"));
        Assert.That(await OperationsAsync(with), Is.SupersetOf(_operations));
        Assert.That((await ReviewApi.CountsAsync(with.Client)).GetRawText(), Is.EqualTo("""{"open":0,"claimed":0,"confirmed":0,"corrected":0,"skipped":0}"""));
    }

    private static async Task<string[]> OperationsAsync(RunningService service) =>
        [.. JsonDocument.Parse(await service.Client.GetStringAsync("openapi/v1.json")).RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)];
}
