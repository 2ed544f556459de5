using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Server.Http;
using MlNetInvoice.Server.Servers;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>The dashboard and the alert rules of <c>deploy</c> ask for what the programs measure.</summary>
public sealed partial class DeploymentFileTests
{
    private static readonly string Deploy = Path.Combine(SharedData.RepositoryRoot, "deploy");

    [Test]
    public async Task Every_metric_that_dashboard_and_alerts_ask_for_is_measured()
    {
        string[] asked = [.. Metric().Matches(Expressions()).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

        string[] measured = [.. (await OfServiceAsync()).Concat(await OfWorkerAsync()).Distinct()];

        Assert.That(asked, Has.Length.GreaterThan(12));
        Assert.That(asked.Except(measured), Is.Empty, "measured by neither program");
    }

    [Test]
    public void The_dashboard_is_Grafana_s_and_no_two_panels_share_a_place()
    {
        JsonElement dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana-dashboard.json"))).RootElement;
        JsonElement[] panels = [.. dashboard.GetProperty("panels").EnumerateArray()];

        Assert.That(dashboard.GetProperty("uid").GetString(), Is.EqualTo("mlnetinvoice"));
        Assert.That(panels.Select(panel => panel.GetProperty("id").GetInt32()), Is.Unique);
        Assert.That(panels.Select(panel => (panel.GetProperty("gridPos").GetProperty("x").GetInt32(), panel.GetProperty("gridPos").GetProperty("y").GetInt32())), Is.Unique);
        Assert.That(
            panels.Where(panel => panel.GetProperty("type").GetString() != "row" && panel.GetProperty("targets").GetArrayLength() == 0).Select(panel => panel.GetProperty("title").GetString()),
            Is.Empty);
    }

    [Test]
    public void Prometheus_accepts_the_rules_and_every_expression_of_the_dashboard()
    {
        using var folder = new TemporaryFolder();
        string dashboard = folder.File("dashboard.yaml");
        IEnumerable<string> rules = Panels().SelectMany((expression, i) => (string[])[$"      - record: panel:{i}", $"        expr: {JsonSerializer.Serialize(expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal))}"]);
        File.WriteAllLines(dashboard, ["groups:", "  - name: dashboard", "    rules:", .. rules]);

        Assert.That(Promtool("check", "rules", Path.Combine(Deploy, "prometheus-alerts.yaml")), Is.EqualTo((0, "")));
        Assert.That(Promtool("check", "rules", dashboard), Is.EqualTo((0, "")));
        File.AppendAllText(dashboard, "      - record: panel:none\n        expr: sum(rate(mlnetinvoice_readings_total))\n");
        Assert.That(Promtool("check", "rules", dashboard), Is.Not.EqualTo((0, "")), "What is no expression is found.");
    }

    // The exit code and what it found wrong.
    private static (int ExitCode, string Error) Promtool(params string[] arguments)
    {
        var start = new ProcessStartInfo("promtool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            _ = output.Result;
            return (process.ExitCode, error);
        }
        catch (Win32Exception)
        {
            Assert.Ignore("Skipped: promtool is not installed here (Debian: apt-get install prometheus).");
            throw;
        }
    }

    private static IEnumerable<string> Panels() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana-dashboard.json"))).RootElement.GetProperty("panels").EnumerateArray()
        .Where(panel => panel.TryGetProperty("targets", out _))
        .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);

    private static string Expressions() => string.Join(
        '\n', Panels().Concat(File.ReadLines(Path.Combine(Deploy, "prometheus-alerts.yaml")).Where(line => line.TrimStart().StartsWith("expr:", StringComparison.Ordinal))));

    private static async Task<string[]> OfServiceAsync()
    {
        await using RunningService service = await RunningService.StartAsync("--Service:MaxBodyBytes", "1000000", "--Service:MaxBufferedBytes", "1000000");

        // The second fills the memory, and is refused.
        foreach (byte[] content in new[] { Samples.Invoice.Content, new byte[950_000] })
        {
            using HttpResponseMessage response = await service.Client.PostAsync("v1/readings", Samples.Body(content));
            await response.Content.ReadAsByteArrayAsync();
        }

        return NamesOf(await Scrape.OfAsync(service.Client));
    }

    private static async Task<string[]> OfWorkerAsync()
    {
        int nowhere = ServerProcess.FreePort();
        await using WebApplication worker = WorkerHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None",
            $"--Worker:Amqp=amqp://127.0.0.1:{nowhere}", $"--Worker:Postgres=Host=127.0.0.1;Port={nowhere}",
        ]);
        await worker.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(worker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        string[] names = NamesOf(await Scrape.OfAsync(client));
        await worker.StopAsync();
        return names;
    }

    private static string[] NamesOf(Scrape scrape) => [.. scrape.Samples.Select(sample => sample.Name)];

    [GeneratedRegex("\\b(mlnetinvoice|http_server|dotnet)_[a-z_]+")]
    private static partial Regex Metric();
}
