using System.Diagnostics;
using MlNetInvoice.Server.Servers;

namespace MlNetInvoice.Server.Configuration;

/// <summary>The program as an operator starts it.</summary>
public sealed class CommandTests
{
    [Test]
    public async Task A_start_with_bad_settings_names_them_all_and_fails()
    {
        (int code, string output, string error) = await RunAsync("serve", "--Service:MaxPixels=2000000000", "--Service:QueueLength=0");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error.ReplaceLineEndings("\n"), Is.EqualTo("Service:MaxPixels is 2000000000; MaxPixels must be 1 to 500000000.\nService:QueueLength is 0; it must be 1 to 100000.\n"));
    }

    [Test]
    public async Task A_worker_without_broker_and_database_says_what_is_missing()
    {
        (int code, _, string error) = await RunAsync("work");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("Worker:Amqp is not set; exactly one of Amqp and AmqpFile is required."));
    }

    [Test]
    public async Task A_model_that_is_none_fails_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("model.zip"), "no model");

        (int code, _, string error) = await RunAsync("serve", "--Service:ModelPath=" + folder.File("model.zip"));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.StartWith(folder.File("model.zip")).And.Not.Contains(" at MlNetInvoice"));
    }

    [Test]
    public async Task Help_names_the_commands_and_no_command_is_a_fault()
    {
        (int helpCode, string help, _) = await RunAsync("--help");
        (int noneCode, _, string none) = await RunAsync();

        Assert.That(helpCode, Is.Zero);
        Assert.That(help, Does.Contain("serve").And.Contain("work").And.Contain("check"));
        Assert.That(noneCode, Is.EqualTo(1));
        Assert.That(none, Is.Not.Empty);
    }

    [Test]
    public async Task A_check_fails_if_nothing_answers()
    {
        (int code, _, string error) = await RunAsync("check", $"http://127.0.0.1:{ServerProcess.FreePort()}/healthz");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain("does not answer"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [WorkerProcess.Built("Server"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("Worker__", StringComparison.Ordinal) || k.StartsWith("Service__", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
