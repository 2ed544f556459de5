using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MlNetInvoice.Server.Review;

/// <summary>Where the list lies: a SQLite file or PostgreSQL. Both run the same statements; what differs between them is here. Thread-safe.</summary>
internal sealed class ReviewDatabase : IAsyncDisposable
{
    // Any number will do, as long as every program takes the same one.
    private const long MigrationLock = 0x4D4C4E6574527677;

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS reviews (
            id            text PRIMARY KEY,
            created_ms    bigint NOT NULL,
            source        text NOT NULL,
            why           text NOT NULL,
            reading       text NOT NULL,
            picture       bytea,
            picture_left  double precision NOT NULL,
            picture_top   double precision NOT NULL,
            picture_scale double precision NOT NULL,
            reviewer      text,
            lease         text,
            lease_ms      bigint,
            outcome       text,
            number        text,
            skip_reason   text,
            remark        text,
            decided_ms    bigint,
            undone        text
        );
        CREATE INDEX IF NOT EXISTS reviews_by_age ON reviews (created_ms, id);
        CREATE INDEX IF NOT EXISTS reviews_open ON reviews (created_ms, id) WHERE outcome IS NULL;
        """;

    private readonly DbDataSource _source;
    private readonly bool _isPostgres;

    public ReviewDatabase(ReviewOptions options)
    {
        _isPostgres = options.Database() is not null;
        _source = options.Database() is { } postgres
            ? NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { ApplicationName = "mlnetinvoice" })
            : SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(options.File), DefaultTimeout = 30 }.ConnectionString);
    }

    /// <summary>Ends the inner query of a claim: rows that another claim is just taking are passed over. SQLite has one writer at a time and needs nothing.</summary>
    public string SkipLocked => _isPostgres ? "FOR UPDATE SKIP LOCKED" : "";

    /// <summary>Begins a statement after which nothing of what it deletes is left in the file.</summary>
    public string Thoroughly => _isPostgres ? "" : "PRAGMA secure_delete = ON;";

    /// <summary>Makes the table if it is not there.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // With a log beside the file SQLite writes without stopping readers.
        string before = _isPostgres ? $"SELECT pg_advisory_lock({MigrationLock});" : "PRAGMA journal_mode = WAL;";
        string after = _isPostgres ? $"SELECT pg_advisory_unlock({MigrationLock});" : "";
        await using DbConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (string sql in (string[])[before, Tables, after])
        {
            if (sql.Length > 0)
            {
                await using DbCommand command = connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        // A list that is older than the column.
        if (_isPostgres)
        {
            await ExecuteAsync("ALTER TABLE reviews ADD COLUMN IF NOT EXISTS undone text", cancellationToken).ConfigureAwait(false);
        }
        else if ((await QueryAsync("SELECT name FROM pragma_table_info('reviews') WHERE name = 'undone'", row => row.GetString(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            await ExecuteAsync("ALTER TABLE reviews ADD COLUMN undone text", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement and gives how many rows it touched.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using DbCommand command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a query and gives its rows.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var rows = new List<T>();
        await using DbCommand command = Command(sql, values);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        if (!_isPostgres)
        {
            // Connections that wait in the pool keep the file open.
            SqliteConnection.ClearAllPools();
        }
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        DbCommand command = _source.CreateCommand(sql);
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            if (value is null)
            {
                parameter.DbType = name == "picture" ? System.Data.DbType.Binary : System.Data.DbType.String;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }
}
