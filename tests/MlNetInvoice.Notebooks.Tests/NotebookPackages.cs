using System.Diagnostics;
using System.Globalization;

namespace MlNetInvoice.Notebooks;

/// <summary>What a reader of the notebooks has: the packages in a folder that serves as a source, and the kernel as a .NET tool. Both are made once for all notebooks.</summary>
internal sealed class NotebookPackages : IDisposable
{
    private const string KernelVersion = "1.0.712001";

    private static readonly string[] Projects =
        ["MlNetInvoice", "MlNetInvoice.Codes", "MlNetInvoice.Reports", "MlNetInvoice.Synthesis", "MlNetInvoice.MLNet", "MlNetInvoice.Interactive"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>The source of packages.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>Where restored packages are kept: not among the user's, where they would shadow released ones.</summary>
    public string Restored => _folder.File("restored");

    /// <summary>The kernel's program. It stays where it is for the next run.</summary>
    public string Kernel { get; } = Path.Combine(
        Path.GetTempPath(), $"mlnetinvoice-notebook-kernel-{KernelVersion}", OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    /// <summary>Packs what was built, and installs the kernel; where no source serves it the tests are skipped.</summary>
    public void Prepare()
    {
        // A version of its own, and no pre-release: the kernel takes the newest that is none.
        string version = string.Create(CultureInfo.InvariantCulture, $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        foreach (string project in Projects)
        {
            (int exitCode, string output) = DotNet("pack", $"src/{project}", "-c", configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={version}", "-p:IncludeSymbols=false", "--nologo", "-v", "q");
            Assert.That(exitCode, Is.Zero, output);
        }

        if (!File.Exists(Kernel))
        {
            (int exitCode, string output) = DotNet("tool", "install", "Microsoft.dotnet-interactive", "--version", KernelVersion, "--tool-path", Path.GetDirectoryName(Kernel)!);
            if (exitCode != 0)
            {
                Assert.Ignore($"The kernel of Polyglot Notebooks (Microsoft.dotnet-interactive {KernelVersion}) cannot be installed here: {output.Trim()}");
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static (int ExitCode, string Output) DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = SharedData.RepositoryRoot, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
