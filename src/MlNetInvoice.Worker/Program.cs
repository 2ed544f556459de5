using MlNetInvoice;
using MlNetInvoice.Hosting;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Consuming;
using MlNetInvoice.Jobs.Sources;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Worker;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
WorkerOptions options = builder.Configuration.GetSection(WorkerOptions.Section).Get<WorkerOptions>() ?? new WorkerOptions();
string[] faults = [.. options.Faults()];
if (faults.Length > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
    return 1;
}

if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://127.0.0.1:5081");
}

builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds));
builder.Services.AddSingleton(_ => new ResultStore(WorkerOptions.Secret(options.Postgres, options.PostgresFile)));
builder.Services.AddSingleton(_ =>
{
    var sources = new PictureSourceOptions { RootFolder = options.RootFolder };
    foreach (string host in options.AllowedHosts)
    {
        sources.AllowedHosts.Add(host);
    }

    return new PictureSource(sources);
});
builder.Services.AddSingleton(services => new JobWorker(
    new JobWorkerOptions
    {
        Queue = new() { Amqp = WorkerOptions.Secret(options.Amqp, options.AmqpFile), Name = options.Queue },
        Parallelism = options.Parallelism,
        Prefetch = options.Prefetch,
    },
    services.GetRequiredService<PictureSource>(),
    Read,
    services.GetRequiredService<ResultStore>(),
    new WorkerLog(services.GetRequiredService<ILogger<JobWorker>>()).Write));
builder.Services.AddSingleton(_ => new PrometheusText(WorkerMetrics.MeterName));
builder.Services.AddSingleton<WorkerMetrics>();
builder.Services.AddHostedService<WorkerService>();

await using WebApplication application = builder.Build();
_ = application.Services.GetRequiredService<PrometheusText>();
_ = application.Services.GetRequiredService<WorkerMetrics>();
application.MapGet("/healthz", (JobWorker worker) => worker.Counts.IsConnected ? Results.Text("Healthy") : Results.Text("Not connected to the broker", statusCode: StatusCodes.Status503ServiceUnavailable));
application.MapGet("/metrics", (PrometheusText metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"));
await application.RunAsync();
return Environment.ExitCode;

static IReadOnlyList<InvoiceReading> Read(ReadingJob job, ReadOnlyMemory<byte> picture)
{
    InvoiceReaderOptions defaults = InvoiceReader.Default.Options;
    InvoiceReader reader = job.Options is { Crop: false, MinConfidence: null }
        ? InvoiceReader.Default
        : InvoiceReader.Default.WithOptions(defaults with
        {
            Crop = job.Options.Crop,
            MinConfidence = (float?)job.Options.MinConfidence ?? defaults.MinConfidence,
        });
    return [reader.Read(picture.Span)];
}
