using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Notebooks;

/// <summary>What the code of a document finds: a folder with pictures and a small MNIST, and a reading service.</summary>
internal sealed class DocumentHost : IAsyncDisposable
{
    private WebApplication? _service;

    /// <summary>Prepares the folder, and starts the service that docs/service.md calls where it is wanted.</summary>
    public static async Task<DocumentHost> CreateAsync(TemporaryFolder temporary, bool withService)
    {
        string samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");
        File.Copy(Path.Combine(samples, "electronic-photo.png"), temporary.File("invoice.jpg"));
        File.Copy(Path.Combine(samples, "electronic-crop.png"), temporary.File("crop.png"));
        Directory.CreateDirectory(temporary.File("scans"));
        foreach (string sample in Directory.GetFiles(samples, "*.png"))
        {
            File.Copy(sample, temporary.File(Path.Combine("scans", Path.GetFileName(sample))));
        }

        File.WriteAllText(temporary.File(Path.Combine("scans", "broken.jpg")), "no picture");
        Directory.CreateDirectory(temporary.File("data/mnist"));
        SmallMnist.Write(temporary.File("data/mnist"));
        var host = new DocumentHost();
        if (withService)
        {
            await host.StartServiceAsync();
        }

        return host;
    }

    /// <summary>Stops the service.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    // The service's own answer, at its documented address.
    private async Task StartServiceAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:5080");
        _service = builder.Build();
        _service.MapPost("/v1/readings", async (HttpRequest request, string name) =>
        {
            InvoiceReading reading = await InvoiceReader.Default.ReadAsync(request.Body, request.HttpContext.RequestAborted);
            return Results.Text($"[{ReadingJson.ToLine(PictureReading.FromReading(name, reading, TimeSpan.Zero))}]", "application/json");
        });
        try
        {
            await _service.StartAsync();
        }
        catch (IOException fault)
        {
            Assert.Ignore($"The documented address of the service is taken on this machine: {fault.Message}");
        }
    }
}
