using Microsoft.Extensions.Options;

namespace MlNetInvoice.Server.Configuration;

public sealed class WorkerOptionsTests
{
    [Test]
    public void The_defaults_need_a_broker_and_a_database_and_nothing_else()
    {
        var options = new WorkerOptions { Amqp = "amqp://broker", Postgres = "Host=db" };

        Assert.That(options.Faults(), Is.Empty);
        Assert.That(options.Queue, Is.EqualTo("mlnetinvoice.jobs"));
        Assert.That(options.Parallelism, Is.Zero);
        Assert.That(options.Prefetch, Is.Zero);
        Assert.That(options.EffectivePrefetch, Is.EqualTo(Environment.ProcessorCount * 16));
        Assert.That(options.RootFolder, Is.Null);
        Assert.That(options.AllowedHosts, Is.Empty);
        Assert.That(options.MaxPictureBytes, Is.EqualTo(67_108_864));
        Assert.That(options.FetchTimeoutSeconds, Is.EqualTo(30));
        Assert.That(options.DrainSeconds, Is.EqualTo(30));
    }

    [Test]
    public void Every_fault_is_named_at_once_and_no_credential_with_it()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => WorkerHost.Build(
        [
            "--Worker:Amqp=amqp://user:secret@broker", "--Worker:AmqpFile=/no/such/file", "--Worker:Parallelism=-1", "--Worker:Prefetch=65536", "--Worker:DrainSeconds=3601",
            "--Worker:MaxPictureBytes=1023", "--Worker:FetchTimeoutSeconds=0", "--Worker:RootFolder=/no/such/folder",
        ]))!;

        Assert.That(fault.Failures, Is.EqualTo(new[]
        {
            "Worker:Amqp is set twice; exactly one of Amqp and AmqpFile is required.",
            "Worker:AmqpFile is /no/such/file; it must be an existing file.",
            "Worker:Postgres is not set; exactly one of Postgres and PostgresFile is required.",
            "Worker:Parallelism is -1; it must be 0 to 1024.",
            "Worker:Prefetch is 65536; it must be 0 to 65535.",
            "Worker:DrainSeconds is 3601; it must be 0 to 3600.",
            "Worker:MaxPictureBytes is 1023; it must be 1024 to 1073741824.",
            "Worker:FetchTimeoutSeconds is 0; it must be 1 to 3600.",
            "Worker:RootFolder is /no/such/folder; it must be an existing folder.",
        }));
    }

    [Test]
    public void Hosts_and_credentials_come_from_where_the_configuration_says()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("amqp"), "amqp://broker\n");
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Worker:AmqpFile"] = folder.File("amqp"),
            ["Worker:Postgres"] = "Host=db",
            ["Worker:AllowedHosts:0"] = "scans.example.com",
            ["Worker:AllowedHosts:1"] = "b.example.com",
            ["Worker:Queue"] = "mine",
        };

        WorkerOptions options = Settings.Take<WorkerOptions>(settings, WorkerOptions.Section, o => o.Faults());

        Assert.That(options.AllowedHosts, Is.EqualTo(new[] { "scans.example.com", "b.example.com" }));
        Assert.That((options.Broker().Amqp, options.Broker().Name, options.Database()), Is.EqualTo(("amqp://broker", "mine", "Host=db")));
    }
}
