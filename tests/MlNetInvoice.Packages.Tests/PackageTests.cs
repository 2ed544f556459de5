using System.IO.Compression;

namespace MlNetInvoice.Packages;

/// <summary>The packages as a user meets them: packed, added to a fresh project elsewhere, installed as a tool, published trimmed.</summary>
public sealed class PackageTests
{
    private static readonly string Sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

    private TemporaryFolder _folder = null!;
    private string _feed = null!;
    private string _version = null!;
    private string _expected = null!;

    [OneTimeSetUp]
    public void Pack()
    {
        _folder = new TemporaryFolder();
        _feed = _folder.File("feed");
        _expected = InvoiceReader.Default.Read(Sample).Number!;

        // A version of its own for each run: a packages folder keeps what it once took.
        _version = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmss}";
        // Native code is linked by the system's own linker; a machine without one packs what runs on an installed .NET.
        string[] platforms = HasLinker ? [] : ["-p:ToolPackageRuntimeIdentifiers=any"];
        foreach (string project in new[] { "MlNetInvoice", "MlNetInvoice.Cli" })
        {
            DotNet.Run(SharedData.RepositoryRoot, ["pack", $"src/{project}", "-c", "Release", "-o", _feed, $"-p:PackageVersion={_version}", "-p:RunAnalyzers=false", "--nologo", "--artifacts-path", _folder.File("artifacts"), .. platforms]);
        }

        File.WriteAllText(_folder.File("nuget.config"), $"""<configuration><packageSources><add key="packed" value="{_feed}" /></packageSources></configuration>""");
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_library_s_package_holds_readme_icon_documentation_and_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(_feed, $"MlNetInvoice.{_version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry("MlNetInvoice.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();

        Assert.That(package.Entries.Select(e => e.FullName), Is.SupersetOf(new[] { "README.md", "icon.png", "lib/net10.0/MlNetInvoice.dll", "lib/net10.0/MlNetInvoice.xml" }));
        Assert.That(nuspec, Does.Contain("<license type=\"expression\">MIT</license>").And.Contain("<icon>icon.png</icon>").And.Contain("<readme>README.md</readme>"));
        Assert.That(nuspec, Does.Not.Contain("<dependency "));
        Assert.That(File.Exists(Path.Combine(_feed, $"MlNetInvoice.{_version}.snupkg")), Is.True);
    }

    [Test]
    public void A_fresh_project_that_adds_the_package_reads_a_sample_even_published_trimmed_as_one_file()
    {
        string project = _folder.File("app 應用");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <PublishTrimmed>true</PublishTrimmed>
                <PublishSingleFile>true</PublishSingleFile>
                <SelfContained>true</SelfContained>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlNetInvoice" Version="{_version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.Write(MlNetInvoice.InvoiceReader.Default.Read(args[0]).Number);");

        DotNet.Run(project, "publish", "-c", "Release", "-o", "published");
        string program = Path.Combine(project, "published", OperatingSystem.IsWindows() ? "App.exe" : "App");

        Assert.That(DotNet.Start(program, project, 0, Sample), Is.EqualTo(_expected));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll"), Is.Empty);
    }

    [Test]
    public void The_tool_installs_from_the_package_and_reads_a_sample()
    {
        string tools = _folder.File("tools");

        DotNet.Run(_folder.Path, "tool", "install", "MlNetInvoice.Cli", "--tool-path", tools, "--version", _version);
        string output = DotNet.Start(Path.Combine(tools, "mlnetinvoice"), _folder.Path, 0, "read", Sample, "--format", "jsonl");

        Assert.That(output, Does.Contain($"\"number\":\"{_expected}\""));
    }

    [Test]
    public void The_tool_s_package_points_to_one_of_this_platform_and_to_one_for_any_other()
    {
        string[] platforms = ToolPlatforms();
        using ZipArchive pointer = ZipFile.OpenRead(Path.Combine(_feed, $"MlNetInvoice.Cli.{_version}.nupkg"));
        using var settings = new StreamReader(pointer.GetEntry("tools/any/any/DotnetToolSettings.xml")!.Open());
        using ZipArchive any = ZipFile.OpenRead(Path.Combine(_feed, $"MlNetInvoice.Cli.any.{_version}.nupkg"));
        string listed = settings.ReadToEnd();

        Assert.That(platforms, Does.Contain("any").And.Length.EqualTo(HasLinker ? 2 : 1));
        Assert.That(platforms.Where(platform => !listed.Contains($"RuntimeIdentifier=\"{platform}\"", StringComparison.Ordinal)), Is.Empty);
        Assert.That(any.Entries.Select(e => e.FullName), Is.SupersetOf(new[] { "tools/net10.0/any/MlNetInvoice.Cli.dll", "tools/net10.0/any/runtimes/linux-x64/native/libSkiaSharp.so" }));
    }

    [Test]
    public void The_tool_of_this_platform_is_native_code_and_nothing_but_the_program_and_the_libraries_that_read_fonts_and_documents()
    {
        if (!HasLinker)
        {
            Assert.Ignore("Native code is linked by clang or gcc; neither is on this machine's PATH.");
        }

        string platform = ToolPlatforms().Single(name => name != "any");
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(_feed, $"MlNetInvoice.Cli.{platform}.{_version}.nupkg"));
        string[] files = [.. package.Entries.Select(e => e.FullName).Where(name => name.StartsWith("tools/", StringComparison.Ordinal)).Select(name => Path.GetFileName(name)).Order(StringComparer.Ordinal)];
        string fonts = OperatingSystem.IsWindows() ? "libSkiaSharp.dll" : OperatingSystem.IsMacOS() ? "libSkiaSharp.dylib" : "libSkiaSharp.so";

        // Named by its processor, too; there is one for the platform that the package is for, and no other.
        Assert.That(files.Count(name => name.StartsWith("Magick.Native-Q8-", StringComparison.Ordinal)), Is.EqualTo(1), string.Join(", ", files));
        Assert.That(
            files.Where(name => !name.StartsWith("Magick.Native-Q8-", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "DotnetToolSettings.xml", OperatingSystem.IsWindows() ? "MlNetInvoice.Cli.exe" : "MlNetInvoice.Cli", fonts }));
    }

    [Test]
    public void The_installed_tool_prints_in_the_fonts_of_the_machine_and_says_what_is_wrong_with_a_broker()
    {
        string tools = _folder.File("font tools");
        DotNet.Run(_folder.Path, "tool", "install", "MlNetInvoice.Cli", "--tool-path", tools, "--version", _version);
        string program = Path.Combine(tools, "mlnetinvoice");

        string drawn = DotNet.Start(program, _folder.Path, 0, "synthesize", _folder.File("drawn"), "--count", "1", "--fonts");
        string refused = DotNet.StartForError(program, _folder.Path, 1, "jobs", "failed", "--amqp", "amqp://user:secret@127.0.0.1:1");

        Assert.That(drawn, Is.EqualTo($"{_folder.File("drawn")} holds 1 pictures and labels.csv.{Environment.NewLine}"));
        Assert.That(refused, Is.EqualTo($"The broker at 127.0.0.1:1 does not answer: Connection refused{Environment.NewLine}"));
    }

    private static bool HasLinker => OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    private string[] ToolPlatforms() => [.. Directory.GetFiles(_feed, "MlNetInvoice.Cli.*.nupkg")
        .Select(file => Path.GetFileName(file)["MlNetInvoice.Cli.".Length..])
        .Where(name => !name.StartsWith(_version, StringComparison.Ordinal))
        .Select(name => name.Split('.')[0])];
}
