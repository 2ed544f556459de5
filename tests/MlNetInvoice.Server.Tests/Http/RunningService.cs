using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace MlNetInvoice.Server.Http;

/// <summary>The real service on a free loopback port.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RunningService(WebApplication application)
    {
        _application = application;
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    public static async Task<RunningService> StartAsync(params string[] settings)
    {
        WebApplication application = ServiceHost.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error", .. settings]);
        await application.StartAsync();
        return new RunningService(application);
    }

    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
