using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Digits;
using MlNetInvoice.Server.Health;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Metrics;
using MlNetInvoice.Server.Models;
using MlNetInvoice.Server.Page;
using MlNetInvoice.Server.Readings;
using MlNetInvoice.Server.Review;
using MlNetInvoice.Server.Security;
using MlNetInvoice.Server.Sources;
using MlNetInvoice.Server.Telemetry;

namespace MlNetInvoice.Server;

/// <summary>Puts the HTTP service together. Built the same way by the program and by its tests.</summary>
internal static class ServiceHost
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Builds the service, not yet started.</summary>
    /// <param name="settings">Settings such as <c>--urls http://127.0.0.1:0</c> or <c>--Service:QueueLength=8</c>.</param>
    /// <exception cref="OptionsValidationException">Settings are out of range; every fault is named.</exception>
    /// <exception cref="InvalidModelException">The configured model cannot be read by.</exception>
    public static WebApplication Build(string[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        ServiceOptions options = Settings.Take<ServiceOptions>(builder.Configuration, ServiceOptions.Section, o => o.Faults());
        if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        AddServices(builder.Services, options);
        builder.AddServerTelemetry("serve");
        builder.AddReview();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        WebApplication application = builder.Build();

        // A model that cannot be loaded shows now and not at the first request.
        _ = application.Services.GetRequiredService<InvoiceReader>();
        Map(application);
        return application;
    }

    private static void AddServices(IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds));
        services.Configure<RequestTimeoutOptions>(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(options.RequestTimeoutSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        services.AddInvoiceReader(options.ReaderOptions(), options.ModelPath);
        services.AddSingleton(_ => new WorkQueue(options.Parallelism, options.QueueLength));
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton<UploadBudget>();
        services.AddSingleton<UploadReader>();
        services.AddSingleton(_ => DecoderPrograms.CreatePool(options.Parallelism));
        services.AddSingleton(provider => new DocumentReader(provider.GetRequiredService<InvoiceReader>(), provider.GetRequiredService<DecoderPool>(), options.Documents()));
        services.AddSingleton(provider => new DocumentCodec(provider.GetRequiredService<DecoderPool>(), options.Documents()));
        services.AddSingleton<PictureReader>();
        services.AddSingleton<ReasonTexts>();
        services.AddSingleton(_ => new DigitExplainer(ModelEndpoints.DigitNetwork()));
        services.AddSingleton<ReadingLog>();
        services.AddRequestTimeouts();
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
        services.AddOpenApi("v1", api => api.DescribeService().DescribeMetrics());
        services.AddHealthChecks();
    }

    private static void Limit(KestrelServerOptions kestrel, ServiceOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = options.MinUploadBytesPerSecond == 0 ? null : new MinDataRate(options.MinUploadBytesPerSecond, TimeSpan.FromSeconds(5));
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
        application.MapHealth();
        application.MapApiReference();
        application.MapPrometheusScrapingEndpoint();
        application.MapReadings();
        application.MapPreviews();
        application.MapDigits();
        application.MapModel();
        application.MapReview();
        application.MapPage();
    }
}
