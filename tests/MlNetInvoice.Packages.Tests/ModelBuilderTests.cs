using System.Diagnostics;
using System.Text.Json;

namespace MlNetInvoice.Packages;

/// <summary>What <c>mlnetinvoice new</c> writes: built from the packages and run, as its user would.</summary>
public sealed class ModelBuilderTests
{
    private static readonly string Sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

    private TemporaryFolder _folder = null!;
    private string _version = null!;
    private string _number = null!;

    [OneTimeSetUp]
    public void Pack()
    {
        _folder = new TemporaryFolder();
        _number = InvoiceReader.Default.Read(Sample).Number!;
        _version = $"0.1.0-builder{DateTime.UtcNow:yyyyMMddHHmmss}";
        string feed = _folder.File("feed");
        foreach (string project in new[] { "MlNetInvoice", "MlNetInvoice.Codes", "MlNetInvoice.MLNet" })
        {
            DotNet.Run(SharedData.RepositoryRoot, "pack", $"src/{project}", "-c", "Release", "-o", feed, $"-p:PackageVersion={_version}", "-p:RunAnalyzers=false", "--nologo", "--artifacts-path", _folder.File("artifacts"));
        }

        File.WriteAllText(_folder.File("nuget.config"), $"""<configuration><packageSources><add key="packed" value="{feed}" /></packageSources></configuration>""");
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_console_program_reads_a_picture_and_builds_its_pipeline_anew()
    {
        string program = Build("console");
        string folder = Path.GetDirectoryName(program)!;

        Assert.That(DotNet.Start("dotnet", folder, 0, program, Sample), Is.EqualTo($"electronic-photo.png: {_number}{Environment.NewLine}"));
        File.Delete(Path.Combine(folder, "InvoiceModel.mlnet.zip"));
        DotNet.Start("dotnet", folder, 0, program, "--rebuild");
        Assert.That(DotNet.Start("dotnet", folder, 0, program, Sample), Is.EqualTo($"electronic-photo.png: {_number}{Environment.NewLine}"));
    }

    [Test]
    public async Task A_web_service_answers_a_request()
    {
        string program = Build("webapi");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"]) { WorkingDirectory = Path.GetDirectoryName(program)!, RedirectStandardOutput = true };
        using Process service = Process.Start(start)!;
        try
        {
            string? address = null;
            while (address is null && await service.StandardOutput.ReadLineAsync() is string line)
            {
                address = line.Contains("Now listening on: ", StringComparison.Ordinal) ? line.Split("Now listening on: ")[1].Trim() : null;
            }

            using var client = new HttpClient();
            HttpResponseMessage read = await client.PostAsync(new Uri($"{address}/read"), new ByteArrayContent(File.ReadAllBytes(Sample)));
            HttpResponseMessage garbage = await client.PostAsync(new Uri($"{address}/read"), new ByteArrayContent([1, 2, 3]));

            Assert.That(JsonDocument.Parse(await read.Content.ReadAsStringAsync()).RootElement.GetProperty("number").GetString(), Is.EqualTo(_number));
            Assert.That((int)garbage.StatusCode, Is.EqualTo(415));
        }
        finally
        {
            service.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public void A_worker_reads_a_folder()
    {
        string program = Build("worker");
        string inbox = _folder.File("inbox");
        Directory.CreateDirectory(inbox);
        File.Copy(Sample, Path.Combine(inbox, "one.png"));

        DotNet.Start("dotnet", Path.GetDirectoryName(program)!, 0, program, "--Folder", inbox, "--Once", "true");

        Assert.That(Directory.GetFiles(inbox).Select(Path.GetFileName), Is.EquivalentTo(new[] { "one.png", "one.png.json" }));
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(inbox, "one.png.json")));
        Assert.That(result.RootElement.GetProperty("Number").GetString(), Is.EqualTo(_number));
    }

    private string Build(string kind)
    {
        string project = _folder.File(kind);
        DotNet.Run(
            SharedData.RepositoryRoot, "run", "--project", "src/MlNetInvoice.Cli", "-c", "Release", "--no-build", "--", "new", kind, "--out", project, "--package-version", _version);
        DotNet.Run(project, "build", "-c", "Release", "-o", "built", "-warnaserror");
        return Path.Combine(project, "built", "InvoiceApp.dll");
    }
}
