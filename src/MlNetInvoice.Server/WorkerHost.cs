using Microsoft.Extensions.Options;
using MlNetInvoice.Batch;
using MlNetInvoice.Codes;
using MlNetInvoice.Documents;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Health;
using MlNetInvoice.Server.Metrics;
using MlNetInvoice.Server.Review;
using MlNetInvoice.Server.Sources;
using MlNetInvoice.Server.Telemetry;
using MlNetInvoice.Server.Work;

namespace MlNetInvoice.Server;

/// <summary>Puts the queue worker together. Over HTTP it tells its health and its metrics, and nothing else.</summary>
internal static class WorkerHost
{
    private const string DefaultAddress = "http://127.0.0.1:5081";

    /// <summary>Builds the worker, not yet started.</summary>
    /// <param name="settings">Settings such as <c>--Worker:Parallelism=4</c>.</param>
    /// <exception cref="OptionsValidationException">Settings are missing or out of range; every fault is named.</exception>
    public static WebApplication Build(string[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        WorkerOptions options = Settings.Take<WorkerOptions>(builder.Configuration, WorkerOptions.Section, o => o.Faults());
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds));
        builder.AddReview(options.Database());
        builder.Services.AddInvoiceReader();
        builder.Services.AddSingleton(_ => DecoderPrograms.CreatePool(options.Parallelism));
        builder.Services.AddSingleton(_ => new ResultStore(options.Database()));
        builder.Services.AddSingleton(_ => new PictureSource(options));
        builder.Services.AddSingleton(services => new JobWorker(
            options,
            services.GetRequiredService<PictureSource>().FetchAsync,
            ReadBy(services.GetRequiredService<InvoiceReader>(), services.GetRequiredService<DecoderPool>(), services.GetService<ReviewDesk>()),
            services.GetRequiredService<ResultStore>(),
            new WorkerLog(services.GetRequiredService<ILogger<JobWorker>>()).Write));
        builder.Services.AddSingleton<WorkerMetrics>();
        builder.AddServerTelemetry("work");
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("broker").AddCheck<DatabaseHealthCheck>("database", timeout: TimeSpan.FromSeconds(3));
        builder.Services.AddHostedService<WorkerService>();

        WebApplication application = builder.Build();
        _ = application.Services.GetRequiredService<WorkerMetrics>();
        application.MapHealth();
        application.MapPrometheusScrapingEndpoint();
        return application;
    }

    /// <summary>How a job's picture is read, as the job says; what a person has to look at goes to their list.</summary>
    internal static Func<ReadingJob, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> ReadBy(InvoiceReader shared, DecoderPool decoders, ReviewDesk? desk) => (job, picture) =>
    {
        InvoiceReader reader = job.Options is { Crop: false, Fields: false, MinConfidence: null }
            ? shared
            : shared.WithOptions(shared.Options with
            {
                Crop = job.Options.Crop,
                Fields = job.Options.Fields,
                Codes = job.Options.Fields ? CodeDecoder.Default : null,
                MinConfidence = (float?)job.Options.MinConfidence ?? shared.Options.MinConfidence,
            });
        var documents = new DocumentReader(reader, decoders);
        IReadOnlyList<InvoiceReading> readings = documents.Read(picture);
        string? file = job.Source.Path ?? job.Source.Url;
        desk?.OfferJob(job.Id, picture, documents, [.. readings.Select(reading => PictureReading.FromReading(file, reading, TimeSpan.Zero))]);
        return readings;
    };
}
