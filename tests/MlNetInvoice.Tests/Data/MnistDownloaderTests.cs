using System.Security.Cryptography;

namespace MlNetInvoice.Data;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MnistDownloaderTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i / 7))];

    private static readonly MnistFile TheFile = new("digits.gz", Content.Length, Convert.ToHexString(SHA256.HashData(Content)));

    private readonly HttpClient _client = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _client.Dispose();
    }

    [Test]
    public void Defaults_are_mnist_by_its_four_hashes_and_two_mirrors()
    {
        var options = new MnistDownloadOptions();

        Assert.That(options.Mirrors.Select(mirror => mirror.AbsoluteUri), Is.EqualTo(new[]
        {
            "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/",
        }));
        Assert.That(options.Files.Select(file => file.Name), Is.EqualTo(new[]
        {
            "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
        }));
        Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void The_hashes_are_those_of_the_real_files()
    {
        string folder = SharedData.Require("mnist");
        foreach (MnistFile file in new MnistDownloadOptions().Files)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.That((long)bytes.Length, Is.EqualTo(file.Bytes));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(file.Sha256));
        }
    }

    [Test]
    public void Options_out_of_range_are_refused()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new MnistDownloadOptions { Mirrors = [] })!.Message, Does.StartWith("At least one mirror is needed."));
        Assert.That(
            Assert.Throws<ArgumentException>(() => _ = new MnistDownloadOptions { Mirrors = [new Uri("ftp://host/")] })!.Message,
            Does.StartWith("The mirror \"ftp://host/\" is no absolute http or https address."));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MnistDownloadOptions { Timeout = TimeSpan.Zero });
    }

    [Test]
    public async Task A_file_is_fetched_once_and_then_left_alone()
    {
        using var server = new FileServer { Files = { [TheFile.Name] = Content } };

        await DownloadAsync(server.Address);
        await DownloadAsync(server.Address);

        AssertFileIsRight();
        Assert.That(server.Requests, Is.EqualTo(new[] { "digits.gz" }));
    }

    [Test]
    public async Task What_an_interrupted_run_left_is_continued_by_a_range()
    {
        using var server = new FileServer { Files = { [TheFile.Name] = Content } };
        File.WriteAllBytes(_folder.File("digits.gz.part"), Content[..123_456]);

        await DownloadAsync(server.Address);

        AssertFileIsRight();
        Assert.That(server.Requests, Is.EqualTo(new[] { "digits.gz bytes=123456-" }));
    }

    [Test]
    public async Task A_server_without_ranges_sends_the_whole()
    {
        using var server = new FileServer { Files = { [TheFile.Name] = Content }, HonoursRanges = false };
        File.WriteAllBytes(_folder.File("digits.gz.part"), Content[..123_456]);

        await DownloadAsync(server.Address);

        AssertFileIsRight();
    }

    [Test]
    public async Task A_wrong_part_costs_one_more_fetch_from_the_start()
    {
        using var server = new FileServer { Files = { [TheFile.Name] = Content } };
        File.WriteAllBytes(_folder.File("digits.gz.part"), new byte[1000]);

        await DownloadAsync(server.Address);

        AssertFileIsRight();
        Assert.That(server.Requests, Is.EqualTo(new[] { "digits.gz bytes=1000-", "digits.gz" }));
    }

    [Test]
    public async Task A_connection_that_breaks_is_continued_at_the_next_mirror()
    {
        using var first = new FileServer { Files = { [TheFile.Name] = Content }, BreakFirstAnswerAfter = 65_536 };
        using var second = new FileServer { Files = { [TheFile.Name] = Content } };

        await DownloadAsync(first.Address, second.Address);

        AssertFileIsRight();
        Assert.That(second.Requests, Has.Count.EqualTo(1));
        Assert.That(second.Requests[0], Does.StartWith("digits.gz bytes="));
    }

    [Test]
    public async Task A_dead_missing_or_lying_mirror_is_passed_over()
    {
        using var dead = new FileServer();
        dead.Dispose();
        using var missing = new FileServer();
        using var lying = new FileServer { Files = { [TheFile.Name] = [.. Content.Reverse()] } };
        using var endless = new FileServer { Files = { [TheFile.Name] = [.. Content, 1] } };
        using var right = new FileServer { Files = { [TheFile.Name] = Content } };

        await DownloadAsync(dead.Address, missing.Address, lying.Address, endless.Address, right.Address);

        AssertFileIsRight();
    }

    [Test]
    public async Task A_silent_mirror_is_left_after_the_timeout()
    {
        using var silent = new FileServer { Files = { [TheFile.Name] = Content }, IsSilent = true };
        using var right = new FileServer { Files = { [TheFile.Name] = Content } };
        var options = new MnistDownloadOptions { Files = [TheFile], Mirrors = [silent.Address, right.Address], Timeout = TimeSpan.FromSeconds(3) };

        await new MnistDownloader(_client, options).DownloadAsync(_folder.Path);

        AssertFileIsRight();
    }

    [Test]
    public void When_every_mirror_fails_each_is_named_with_its_fault()
    {
        using var missing = new FileServer();
        using var lying = new FileServer { Files = { [TheFile.Name] = [.. Content.Reverse()] } };
        using var brief = new FileServer { Files = { [TheFile.Name] = Content[..10] } };

        var fault = Assert.ThrowsAsync<InvalidDataSetException>(() => DownloadAsync(missing.Address, lying.Address, brief.Address))!;

        Assert.That(fault.Message, Is.EqualTo(
            $"digits.gz could not be fetched: {missing.Address}: it answered 404 Not Found; {lying.Address}: its SHA-256 is wrong; "
            + $"{brief.Address}: it sent 10 bytes, not 300000."));
        Assert.That(File.Exists(_folder.File("digits.gz")), Is.False);
    }

    [Test]
    public void Cancelling_keeps_what_has_come()
    {
        using var server = new FileServer { Files = { [TheFile.Name] = Content } };
        File.WriteAllBytes(_folder.File("digits.gz.part"), Content[..1000]);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.CatchAsync<OperationCanceledException>(() => Downloader(server.Address).DownloadAsync(_folder.Path, null, cancelled.Token));
        Assert.That(new FileInfo(_folder.File("digits.gz.part")).Length, Is.EqualTo(1000));
    }

    private MnistDownloader Downloader(params Uri[] mirrors) => new(_client, new MnistDownloadOptions { Files = [TheFile], Mirrors = mirrors });

    private Task DownloadAsync(params Uri[] mirrors) => Downloader(mirrors).DownloadAsync(_folder.Path);

    private void AssertFileIsRight()
    {
        Assert.That(File.ReadAllBytes(_folder.File("digits.gz")), Is.EqualTo(Content));
        Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(1));
    }
}
