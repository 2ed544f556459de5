using System.Data;
using System.Reflection;
using System.Runtime.CompilerServices;
using MlNetInvoice.Batch;
using MlNetInvoice.Fields;
using Npgsql;
using NpgsqlTypes;

namespace MlNetInvoice.Jobs.Store;

/// <summary>The table of results in PostgreSQL. Thread-safe.</summary>
public sealed class ResultStore : IAsyncDisposable
{
    // Any number will do, as long as every worker takes the same one.
    private const long MigrationLock = 0x4D4C4E6574496E76;

    private readonly NpgsqlDataSource _source;

    /// <summary>Opens a store; nothing is connected yet.</summary>
    /// <param name="connection">An Npgsql connection string (<c>Host=…;Database=…;Username=…</c>); its password is never printed.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public ResultStore(string connection)
    {
        ArgumentException.ThrowIfNullOrEmpty(connection);
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 4, ApplicationName = "mlnetinvoice" });
    }

    /// <summary>Brings the tables up to date: runs the plain SQL files of <c>Store/Migrations</c> that have not run yet, in order, each in a transaction.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())", cancellationToken).ConfigureAwait(false);
        foreach (string name in MigrationNames())
        {
            await using var done = new NpgsqlCommand("INSERT INTO migrations (name) VALUES ($1) ON CONFLICT DO NOTHING", connection) { Parameters = { new() { Value = name } } };
            if (await done.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1)
            {
                await RunAsync(connection, Migration(name), cancellationToken).ConfigureAwait(false);
            }
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores results in one statement; ids that are stored already stay as they are.</summary>
    /// <param name="results">The results; at most a few thousand at a time.</param>
    /// <param name="cancellationToken">Stops; then nothing of this call is stored.</param>
    /// <returns>How many were new.</returns>
    public async Task<int> StoreAsync(IReadOnlyList<JobResult> results, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        await using NpgsqlCommand command = _source.CreateCommand(
            """
            INSERT INTO readings (id, status, number, letters, digits, best_guess, confidence, reason, record, worker, attempts, complete,
                                  period, invoice_date, invoice_time, random_code, sales_amount, tax, total, buyer, seller)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT (id) DO NOTHING
            """);
        AddTexts(command, results, r => r.Id);
        AddTexts(command, results, r => r.Picture.Status);
        AddTexts(command, results, r => r.Picture.Reading?.Number);
        AddTexts(command, results, r => r.Picture.Reading?.Letters);
        AddTexts(command, results, r => r.Picture.Reading?.Digits);
        AddTexts(command, results, r => r.Picture.Reading?.BestGuess);
        command.Parameters.Add(new() { Value = results.Select(r => ReadingJson.Share(r.Picture.Reading?.Confidence ?? 0)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
        AddTexts(command, results, r => r.Picture.Reason.Replace("\0", "", StringComparison.Ordinal));
        command.Parameters.Add(new() { Value = results.Select(r => ReadingJson.ToLine(r.Picture).Replace("\\u0000", "", StringComparison.Ordinal)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        AddTexts(command, results, r => r.Worker);
        command.Parameters.Add(new() { Value = results.Select(r => r.Attempts).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = results.Select(r => r.Picture.Reading?.IsComplete ?? false).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean });
        AddTexts(command, results, r => RecordOf(r)?.Period?.Value.Code);
        command.Parameters.Add(new() { Value = results.Select(r => RecordOf(r)?.Date?.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = results.Select(r => RecordOf(r)?.Time?.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Time });
        AddTexts(command, results, r => RecordOf(r)?.RandomCode?.Value);
        AddSums(command, results, r => RecordOf(r)?.SalesAmount?.Value);
        AddSums(command, results, r => RecordOf(r)?.Tax?.Value);
        AddSums(command, results, r => RecordOf(r)?.Total?.Value);
        AddTexts(command, results, r => RecordOf(r)?.Buyer?.Value);
        AddTexts(command, results, r => RecordOf(r)?.Seller?.Value);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks whether the database answers.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="NpgsqlException">It does not.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many results there are of each status, and how many were stored in the last minute.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(IReadOnlyDictionary<string, long> ByStatus, long LastMinute)> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>();
        long lastMinute = 0;
        await using NpgsqlCommand command = _source.CreateCommand(
            "SELECT status, count(*), count(*) FILTER (WHERE stored_at > now() - interval '1 minute') FROM readings GROUP BY status ORDER BY status");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            counts[rows.GetString(0)] = rows.GetInt64(1);
            lastMinute += rows.GetInt64(2);
        }

        return (counts, lastMinute);
    }

    /// <summary>The records as they were stored, in the order of their ids, streamed.</summary>
    /// <param name="status">Only those of this status, or null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Id and the record as one line of JSON.</returns>
    public async IAsyncEnumerable<(string Id, string Record)> ExportAsync(string? status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand("SELECT id, record::text FROM readings WHERE $1::text IS NULL OR status = $1 ORDER BY id");
        command.Parameters.Add(new() { Value = (object?)status ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return (rows.GetString(0), rows.GetString(1));
        }
    }

    /// <summary>Forgets results with those of further pages, so that their jobs can be read anew.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task ForgetAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand("DELETE FROM readings WHERE id = ANY($1) OR (position('#' in id) > 0 AND regexp_replace(id, '#[0-9]+$', '') = ANY($1))");
        command.Parameters.Add(new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static void AddTexts(NpgsqlCommand command, IReadOnlyList<JobResult> results, Func<JobResult, string?> field) =>
        command.Parameters.Add(new() { Value = results.Select(field).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    private static void AddSums(NpgsqlCommand command, IReadOnlyList<JobResult> results, Func<JobResult, long?> field) =>
        command.Parameters.Add(new() { Value = results.Select(field).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });

    private static InvoiceRecord? RecordOf(JobResult result) => result.Picture.Reading?.Record;

    private static IEnumerable<string> MigrationNames() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Migration(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
