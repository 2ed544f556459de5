using Microsoft.Extensions.Options;

namespace MlNetInvoice.Service;

public sealed class ServiceOptionsTests
{
    [Test]
    public void The_defaults_are_valid_and_as_documented()
    {
        var options = new ServiceOptions();

        Assert.That(new ServiceOptionsValidator().Validate(null, options).Succeeded, Is.True);
        Assert.That(options.MaxBodyBytes, Is.EqualTo(16_777_216));
        Assert.That(options.MaxPixels, Is.EqualTo(64_000_000));
        Assert.That(options.QueueLength, Is.EqualTo(32));
        Assert.That(options.Parallelism, Is.Zero);
        Assert.That(options.RequestTimeoutSeconds, Is.EqualTo(30));
        Assert.That(options.ApiKeySha256, Is.Null);
        Assert.That(options.StoreFolder, Is.Null);
    }

    [Test]
    public void Every_fault_is_named_at_once()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => ServiceHost.Build(
        [
            "--Service:QueueLength=0", "--Service:MinConfidence=1.5", "--Service:ApiKeySha256=secret", "--Service:StoreFolder=/no/such/folder",
        ]))!;

        Assert.That(fault.Failures, Is.EqualTo(new[]
        {
            "Service:QueueLength is 0; it wants 1 to 100000.",
            "Service:MinConfidence is 1.5; it wants a number from 0 to 1.",
            "Service:ApiKeySha256 is 6 characters; it wants 64 hexadecimal digits, the SHA-256 of the key (not the key itself).",
            "Service:StoreFolder is /no/such/folder; it wants an existing folder.",
        }));
    }
}
