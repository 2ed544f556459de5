using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MlNetInvoice.Hosting;
using MlNetInvoice.Service.Digits;
using MlNetInvoice.Service.Metrics;
using MlNetInvoice.Service.Models;
using MlNetInvoice.Service.Readings;
using MlNetInvoice.Service.Security;

namespace MlNetInvoice.Service;

/// <summary>Puts the service together. Built the same way by the program and by its tests.</summary>
public static class ServiceHost
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Builds the service, not yet started.</summary>
    /// <param name="arguments">Command-line settings such as <c>--urls http://127.0.0.1:0</c> or <c>--Service:QueueLength=8</c>.</param>
    /// <exception cref="OptionsValidationException">Settings are out of range; every fault is named.</exception>
    public static WebApplication Build(string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        AddServices(builder.Services);
        builder.WebHost.ConfigureKestrel((context, kestrel) => Limit(kestrel, context.Configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>() ?? new ServiceOptions()));
        WebApplication application = builder.Build();

        // Faults in the settings, and a model that cannot be loaded, show now and not at the first request.
        _ = application.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        _ = application.Services.GetRequiredService<PictureReader>();
        _ = application.Services.GetRequiredService<PrometheusText>();
        Map(application);
        return application;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsValidator>();
        services.AddOptions<ServiceOptions>().BindConfiguration(ServiceOptions.Section).ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<ServiceOptions>>((host, options) => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Value.DrainSeconds));
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<ServiceOptions>>((timeouts, options) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(options.Value.RequestTimeoutSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        services.AddSingleton(_ => new PrometheusText(ServiceMetrics.MeterName));
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton<UploadBudget>();
        services.AddSingleton<UploadReader>();
        services.AddSingleton<ReadingQueue>();
        services.AddSingleton<PictureReader>();
        services.AddSingleton(_ => new DigitExplainer(ModelEndpoints.DigitNetwork()));
        services.AddRequestTimeouts();
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
        services.AddOpenApi("v1");
        services.AddHealthChecks();
    }

    private static void Limit(KestrelServerOptions kestrel, ServiceOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = Math.Max(1, options.MaxConnections);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = options.MinUploadBytesPerSecond <= 0 ? null : new MinDataRate(options.MinUploadBytesPerSecond, TimeSpan.FromSeconds(5));
    }

    private static void Map(WebApplication application)
    {
        application.UseExceptionHandler();
        application.UseSecurityHeaders();
        application.UseMiddleware<BodyLimitMiddleware>();
        application.UseMiddleware<ApiKeyMiddleware>();
        application.UseRequestTimeouts();
        application.UseDefaultFiles();
        application.UseStaticFiles();
        application.MapOpenApi("/openapi/{documentName}.json");
        application.MapHealthChecks("/healthz");
        application.MapGet("/metrics", (PrometheusText metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"))
            .WithName("Metrics").WithSummary("Counts and durations as Prometheus text.").Produces<string>(contentType: "text/plain");
        application.MapReadings();
        application.MapDigits();
        application.MapModel();
    }
}
