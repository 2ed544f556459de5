using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlNetInvoice.Server.Configuration;

public sealed class ServiceOptionsTests
{
    [Test]
    public void The_defaults_are_valid_and_as_documented()
    {
        var options = new ServiceOptions();

        Assert.That(options.Faults(), Is.Empty);
        Assert.That(options.MaxBodyBytes, Is.EqualTo(16_777_216));
        Assert.That(options.MaxBatchBytes, Is.EqualTo(1_073_741_824));
        Assert.That(options.MaxPixels, Is.EqualTo(64_000_000));
        Assert.That(options.MaxFiles, Is.EqualTo(32));
        Assert.That(options.QueueLength, Is.EqualTo(32));
        Assert.That(options.Parallelism, Is.Zero);
        Assert.That(options.MaxBufferedBytes, Is.EqualTo(268_435_456));
        Assert.That(options.RequestTimeoutSeconds, Is.EqualTo(30));
        Assert.That(options.MinUploadBytesPerSecond, Is.EqualTo(4096));
        Assert.That(options.MaxConnections, Is.EqualTo(1024));
        Assert.That(options.DrainSeconds, Is.EqualTo(30));
        Assert.That(options.ApiKeySha256, Is.Null);
        Assert.That(options.ModelPath, Is.Null);
        Assert.That(options.MinConfidence, Is.Null);
        Assert.That(options.StoreFolder, Is.Null);
        Assert.That(options.ReaderOptions(), Is.EqualTo(InvoiceReaderOptions.Default));
    }

    [Test]
    public void Every_fault_is_named_at_once()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => ServiceHost.Build(
        [
            "--Service:QueueLength=0", "--Service:MinConfidence=1.5", "--Service:ApiKeySha256=secret", "--Service:StoreFolder=/no/such/folder", "--Service:MaxPixels=500000001",
            "--Service:MaxFiles=many", "--Service:QueLength=3", "--Service:Parallelism=1025", "--Service:ModelPath=no-such.zip",
        ]))!;

        Assert.That(fault.Failures, Is.EqualTo(new[]
        {
            "Service:MaxFiles is many; that is no value of its type.",
            "Service:QueLength is no setting of this program.",
            "Service:MaxPixels is 500000001; MaxPixels must be 1 to 500000000.",
            "Service:Parallelism is 1025; it must be 0 to 1024.",
            "Service:QueueLength is 0; it must be 1 to 100000.",
            "Service:MinConfidence is 1.5; MinConfidence is a probability, 0 to 1.",
            "Service:ApiKeySha256 is 6 characters; it must be 64 hexadecimal digits, the SHA-256 of the key (not the key itself).",
            "Service:ModelPath is no-such.zip; it must be an existing file.",
            "Service:StoreFolder is /no/such/folder; it must be an existing folder.",
        }));
    }

    [Test]
    public async Task The_largest_picture_that_the_decoder_can_be_set_to_is_the_largest_here()
    {
        await using WebApplication service = ServiceHost.Build(["--urls", "http://127.0.0.1:0", "--Service:MaxPixels=500000000"]);

        Assert.That(service.Services.GetRequiredService<InvoiceReader>().Options.Decoder.MaxPixels, Is.EqualTo(500_000_000));
    }
}
