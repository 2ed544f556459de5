using System.Globalization;

namespace MlNetInvoice.Worker.Servers;

/// <summary>A worker as an operator starts it: a process of its own, configured by its environment.</summary>
internal static class WorkerProcess
{
    private static readonly string Program = Path.Combine(
        SharedData.RepositoryRoot, "src", "MlNetInvoice.Worker", "bin", AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "MlNetInvoice.Worker.dll");

    public static ServerProcess Start(string amqp, string postgres, string log, string? rootFolder = null)
    {
        Assert.That(File.Exists(Program), $"{Program} is not built.");
        var environment = new Dictionary<string, string>
        {
            ["Worker__Amqp"] = amqp,
            ["Worker__Postgres"] = postgres,
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ServerProcess.FreePort()}"),
        };
        if (rootFolder is not null)
        {
            environment["Worker__RootFolder"] = rootFolder;
        }

        return ServerProcess.Start($"dotnet \"{Program}\"", log, environment);
    }
}
