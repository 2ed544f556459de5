using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlNetInvoice.Server.Http;

namespace MlNetInvoice.Server.Telemetry;

public sealed class ReadingLogTests
{
    [TestCase("false")]
    [TestCase("true")]
    public async Task The_log_says_how_a_reading_ended_and_the_number_only_where_that_is_set(string logNumbers)
    {
        using var lines = new LineProvider();
        await using WebApplication service = ServiceHost.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Debug", "--Service:LogNumbers", logNumbers]);
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        await service.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using HttpResponseMessage response = await client.PostAsync("v1/readings?name=secret-name.png", Samples.Body(Samples.Invoice.Content));
        await response.Content.ReadAsByteArrayAsync();
        await service.StopAsync();

        string line = lines.Of(typeof(ReadingLog).FullName!).Single();
        Assert.That(line, Does.Match("^Reading read \\(None\\) at readings in [0-9.]+ ms" + (logNumbers == "true" ? $": [A-Z]{{2}}-{Samples.Invoice.Digits}$" : "$")));
        Assert.That(lines.All.Where(text => text.Contains(Samples.Invoice.Digits, StringComparison.Ordinal)), Is.EqualTo(logNumbers == "true" ? [line] : Array.Empty<string>()));
        Assert.That(lines.Of(typeof(ReadingLog).FullName!).Where(text => text.Contains("secret-name", StringComparison.Ordinal)), Is.Empty);
    }

    private sealed class LineProvider : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Text)> _lines = new();

        public IEnumerable<string> All => _lines.Select(line => line.Text);

        public IEnumerable<string> Of(string category) => _lines.Where(line => line.Category == category).Select(line => line.Text);

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(string category, ConcurrentQueue<(string Category, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue((category, formatter(state, exception)));
    }
}
