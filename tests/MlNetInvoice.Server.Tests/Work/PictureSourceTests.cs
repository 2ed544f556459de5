using System.Net;
using MlNetInvoice.Jobs;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Sources;

namespace MlNetInvoice.Server.Work;

public sealed class PictureSourceTests
{
    [Test]
    public async Task A_path_under_the_root_is_read()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("2026"));
        await File.WriteAllBytesAsync(folder.File("2026/發票 1.jpg"), [7]);
        using var source = new PictureSource(new WorkerOptions { RootFolder = folder.Path });

        ReadOnlyMemory<byte> picture = await source.FetchAsync(new JobSource { Path = "2026/發票 1.jpg" }, CancellationToken.None);

        Assert.That(picture.ToArray(), Is.EqualTo(new byte[] { 7 }));
    }

    [TestCase("../outside.jpg")]
    [TestCase("a/../../outside.jpg")]
    [TestCase("/etc/hostname")]
    [TestCase("link/outside.jpg")]
    [TestCase("file-link.jpg")]
    public void Nothing_leads_out_of_the_root(string path)
    {
        using var outer = new TemporaryFolder();
        File.WriteAllBytes(outer.File("outside.jpg"), [7]);
        string root = outer.File("root");
        Directory.CreateDirectory(root);
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), outer.Path);
        File.CreateSymbolicLink(Path.Combine(root, "file-link.jpg"), outer.File("outside.jpg"));
        using var source = new PictureSource(new WorkerOptions { RootFolder = root });

        var fault = Assert.ThrowsAsync<RefusedSourceException>(() => source.FetchAsync(new JobSource { Path = path }, CancellationToken.None))!;

        Assert.That(fault.Message, Is.EqualTo($"The path {path} leads out of the worker's root folder."));
    }

    [Test]
    public void Without_a_root_no_path_is_read()
    {
        using var source = new PictureSource(new WorkerOptions());

        var fault = Assert.ThrowsAsync<RefusedSourceException>(() => source.FetchAsync(new JobSource { Path = "a.jpg" }, CancellationToken.None))!;

        Assert.That(fault.Message, Is.EqualTo("The worker has no root folder, so it reads no paths."));
    }

    [TestCase("http://scans.example.com/a.jpg")]
    [TestCase("https://user@scans.example.com/a.jpg")]
    [TestCase("https://scans.example.com:8443/a.jpg")]
    [TestCase("file:///etc/hostname")]
    [TestCase("a.jpg")]
    public void Only_plain_https_addresses_are_taken(string url)
    {
        var fault = Assert.Throws<RefusedSourceException>(() => PictureSource.Allowed(url, ["scans.example.com"]))!;

        Assert.That(fault.Message, Is.EqualTo("The source's url is no https address with the usual port and without credentials."));
    }

    [Test]
    public void Only_allowed_hosts_are_asked_and_none_with_a_private_address()
    {
        var options = new WorkerOptions();
        options.AllowedHosts.Add("localhost");
        using var source = new PictureSource(options);

        var other = Assert.ThrowsAsync<RefusedSourceException>(() => source.FetchAsync(new JobSource { Url = "https://localhost.example.com/a" }, CancellationToken.None))!;
        var inside = Assert.ThrowsAsync<RefusedSourceException>(() => source.FetchAsync(new JobSource { Url = "https://localhost/a" }, CancellationToken.None))!;

        Assert.That(other.Message, Is.EqualTo("The host localhost.example.com is not among the allowed ones."));
        Assert.That(inside.Message, Does.Match("^localhost has the address (127\\.0\\.0\\.1|::1), which is not public\\.$"));
    }

    [TestCase("10.1.2.3", false)]
    [TestCase("172.31.0.1", false)]
    [TestCase("192.168.1.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("::1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("fd00::1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("8.8.8.8", true)]
    [TestCase("172.32.0.1", true)]
    [TestCase("2606:4700::1", true)]
    public void Private_addresses_are_told_from_public_ones(string address, bool isPublic) =>
        Assert.That(PublicAddress.IsPublic(IPAddress.Parse(address)), Is.EqualTo(isPublic));
}
