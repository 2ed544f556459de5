using MlNetInvoice.Batch;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Servers;
using Npgsql;

namespace MlNetInvoice.Server.Work;

/// <summary>The table of results in a real database, from one version of it to the next.</summary>
public sealed class ResultStoreTests
{
    // The table as its first version was, and as workers of that version filled it.
    private const string FirstVersion =
        """
        CREATE TABLE migrations (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now());
        INSERT INTO migrations (name) VALUES ('001-readings.sql');
        CREATE TABLE readings (
            id text PRIMARY KEY, status text NOT NULL, number text, letters text, digits text, best_guess text, confidence double precision NOT NULL,
            reason text NOT NULL, record jsonb NOT NULL, worker text NOT NULL, attempts integer NOT NULL, stored_at timestamptz NOT NULL DEFAULT now());
        INSERT INTO readings (id, status, number, letters, digits, confidence, reason, record, worker, attempts) VALUES
            ('old-whole', 'read', 'AB-12345678', 'AB', '12345678', 0.99, '', '{"status":"read","letters":"AB","digits":"12345678"}', 'w', 1),
            ('old-digits', 'read', '12345678', NULL, '12345678', 0.99, '', '{"status":"read","letters":null,"digits":"12345678"}', 'w', 1),
            ('old-none', 'notFound', NULL, NULL, NULL, 0, 'None.', '{"status":"notFound","reason":"None."}', 'w', 1);
        """;

    private PostgresServer _database = null!;

    [OneTimeSetUp]
    public async Task Start() => _database = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task Rows_of_an_earlier_version_stay_readable_and_get_what_is_new()
    {
        await RunAsync(FirstVersion);
        await using var store = new ResultStore(_database.Connection);

        await store.MigrateAsync(CancellationToken.None);
        await store.StoreAsync([Result("new-whole", "AB", true), Result("new-digits", null, false)], CancellationToken.None);
        await RunAsync("INSERT INTO readings (id, status, confidence, reason, record, worker, attempts) VALUES ('late-old', 'notFound', 0, '', '{\"status\":\"notFound\"}', 'old worker', 1)");

        var complete = new Dictionary<string, bool?>();
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(_database.Connection))
        await using (NpgsqlCommand command = source.CreateCommand("SELECT id, complete FROM readings"))
        await using (NpgsqlDataReader rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                complete[rows.GetString(0)] = rows.IsDBNull(1) ? null : rows.GetBoolean(1);
            }
        }

        Assert.That(complete, Is.EquivalentTo(new Dictionary<string, bool?>
        {
            ["old-whole"] = true,
            ["old-digits"] = false,
            ["old-none"] = false,
            ["new-whole"] = true,
            ["new-digits"] = false,
            ["late-old"] = null,
        }));
        var exported = new Dictionary<string, bool>();
        await foreach ((string id, string record) in store.ExportAsync("read", CancellationToken.None))
        {
            exported[id] = ReadingJson.Parse(record).Reading!.IsComplete;
        }

        Assert.That(exported, Is.EquivalentTo(new Dictionary<string, bool> { ["old-whole"] = true, ["old-digits"] = false, ["new-whole"] = true, ["new-digits"] = false }));
    }

    private static JobResult Result(string id, string? letters, bool isComplete) => new(
        id, ReadingJson.Parse($$"""{"status":"read","complete":{{(isComplete ? "true" : "false")}},"letters":{{(letters is null ? "null" : $"\"{letters}\"")}},"digits":"12345678"}"""), "w", 1);

    private async Task RunAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_database.Connection);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
