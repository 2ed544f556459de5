using System.Globalization;
using MlNetInvoice.Jobs.Queue;
using RabbitMQ.Client;

namespace MlNetInvoice.Server.Servers;

/// <summary>A RabbitMQ node of its own: own data folder, own ports, loopback only.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly string _folder;
    private readonly Dictionary<string, string> _environment;
    private readonly int _port = ServerProcess.FreePort();
    private ServerProcess? _process;

    private RabbitServer(string folder, string cookie)
    {
        _folder = folder;
        Node = string.Create(CultureInfo.InvariantCulture, $"mlni{_port}@localhost");
        File.WriteAllText(Path.Combine(folder, ".erlang.cookie"), cookie);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(Path.Combine(folder, ".erlang.cookie"), UnixFileMode.UserRead);
        }

        File.WriteAllText(Path.Combine(folder, "plugins"), "[].");
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), "loopback_users.guest = true\ncluster_partition_handling = pause_minority\n");
        _environment = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = Node,
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = folder,
            ["RABBITMQ_LOG_BASE"] = folder,
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_MAX_PORTS"] = "4096",
        };
    }

    public string Node { get; }

    public string Amqp => $"amqp://guest:guest@127.0.0.1:{_port}";

    public static async Task<RabbitServer> StartAsync(string cookie = "mlnetinvoice-tests")
    {
        if (!File.Exists(Program))
        {
            Assert.Ignore("Skipped: RabbitMQ is not installed here (Debian: apt-get install rabbitmq-server).");
        }

        var server = new RabbitServer(Directory.CreateTempSubdirectory("mlnetinvoice-mq-").FullName, cookie);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        string log = Path.Combine(_folder, "output");
        _process = ServerProcess.Start(Program, log, _environment);
        await ServerProcess.UntilListeningAsync(_port, () => _process.HasExited, log);

        // The port listens a moment before the node serves.
        for (int i = 0; ; i++)
        {
            try
            {
                await using IConnection connection = await JobConnection.OpenAsync(new JobQueueOptions { Amqp = Amqp }, CancellationToken.None);
                return;
            }
            catch (IOException) when (i < 100)
            {
                await Task.Delay(200);
            }
        }
    }

    public void JoinCluster(RabbitServer other)
    {
        Control("stop_app");
        Control($"join_cluster {other.Node}");
        Control("start_app");
    }

    public void Kill() => _process!.Kill();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Control(string command) => ServerProcess.Run($"/usr/lib/rabbitmq/bin/rabbitmqctl -n {Node} {command}", _environment);
}
