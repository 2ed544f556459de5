using System.Globalization;

namespace MlNetInvoice.Server.Servers;

/// <summary>A worker as an operator starts it: a process of its own, configured by its environment.</summary>
internal static class WorkerProcess
{
    /// <summary>A program of this repository, built as these tests are.</summary>
    public static string Built(string name)
    {
        string path = Path.Combine(
            SharedData.RepositoryRoot, "src", $"MlNetInvoice.{name}", "bin", AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", $"MlNetInvoice.{name}.dll");
        Assert.That(File.Exists(path), $"{path} is not built.");
        return path;
    }

    public static ServerProcess Start(string amqp, string postgres, string log, string? rootFolder = null)
    {
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

        return ServerProcess.Start($"dotnet \"{Built("Server")}\" work", log, environment);
    }
}
