using System.Globalization;
using Npgsql;

namespace MlNetInvoice.Server.Servers;

/// <summary>A PostgreSQL of its own: own data folder, own port, loopback only.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _binaries;
    private readonly int _port = ServerProcess.FreePort();

    private PostgresServer(string folder, string binaries)
    {
        _folder = folder;
        _binaries = binaries;
    }

    public string Connection => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5;Command Timeout=10";

    public static async Task<PostgresServer> StartAsync()
    {
        string? binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        if (binaries is null)
        {
            Assert.Ignore("Skipped: PostgreSQL is not installed here (Debian: apt-get install postgresql).");
        }

        string folder = Directory.CreateTempSubdirectory("mlnetinvoice-pg-").FullName;
        var server = new PostgresServer(folder, binaries!);
        if (Environment.UserName == "root")
        {
            ServerProcess.Run($"chown postgres {folder}");
        }

        server.AsServerUser($"{binaries}/initdb -D {folder}/data -U postgres -A trust --no-sync");
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        AsServerUser(string.Create(CultureInfo.InvariantCulture, $"{_binaries}/pg_ctl -D {_folder}/data -w -l {_folder}/log -o \"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}\" start"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Connection);
        await using NpgsqlCommand command = source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync();
    }

    public void Stop() => AsServerUser($"{_binaries}/pg_ctl -D {_folder}/data -w -m immediate stop");

    public async Task<long> CountAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Connection);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // PostgreSQL refuses to run as root.
    private void AsServerUser(string command)
    {
        string quoted = command.Replace("'", "'\\''", StringComparison.Ordinal);
        ServerProcess.Run(Environment.UserName == "root" ? $"cd / && runuser -u postgres -- sh -c '{quoted} >/dev/null 2>>{_folder}/errors'" : $"{command} >/dev/null");
    }
}
