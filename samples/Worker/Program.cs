using MlNetInvoice;
using MlNetInvoice.Batch;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<FolderReader>();
builder.Build().Run();

/// <summary>Reads every picture that comes into a folder, and writes its result beside it.</summary>
internal sealed class FolderReader(IConfiguration configuration, ILogger<FolderReader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = configuration["Folder"] ?? "inbox";
        Directory.CreateDirectory(folder);
        var batch = new BatchReader<string>(file => [InvoiceReader.Default.Read(file)]);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            string[] files = [.. Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".png" or ".jpg" && !File.Exists(file + ".json"))];
            await foreach (BatchResult<string> result in batch.ReadAsync(files, stoppingToken))
            {
                PictureReading picture = result.Fault is null
                    ? PictureReading.FromReading(Path.GetFileName(result.Source), result.Readings[0], result.Elapsed)
                    : PictureReading.FromFault(Path.GetFileName(result.Source), result.Fault, result.Elapsed);
                await File.WriteAllTextAsync(result.Source + ".json", ReadingJson.ToLine(picture), stoppingToken);

                // How it ended, not what was bought: no number in the log.
                logger.LogInformation("{Status} ({Reason}) in {Elapsed} ms", picture.Status, picture.ReasonCode, (int)picture.Elapsed.TotalMilliseconds);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
