using System.Diagnostics;

namespace MlNetInvoice.Packages;

/// <summary>Calls programs as a user would, in a folder outside the repository.</summary>
internal static class DotNet
{
    /// <summary>The packages folder of every call, which keeps the user's clean.</summary>
    public static string PackagesFolder { get; } = Path.Combine(Path.GetTempPath(), "mlnetinvoice-package-tests");

    /// <summary>Runs the SDK; a failure fails the test with what it printed.</summary>
    public static string Run(string folder, params string[] arguments) => Start("dotnet", folder, 0, arguments);

    public static string Start(string program, string folder, int exitCode, params string[] arguments) => Call(program, folder, exitCode, arguments).Output;

    /// <summary>Runs a program for what it writes to standard error.</summary>
    public static string StartForError(string program, string folder, int exitCode, params string[] arguments) => Call(program, folder, exitCode, arguments).Error;

    private static (string Output, string Error) Call(string program, string folder, int exitCode, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host sets for itself is not for its children.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["NUGET_PACKAGES"] = PackagesFolder;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(exitCode), $"{program} {string.Join(' ', arguments)}\n{output}\n{error.Result}");
        return (output, error.Result);
    }
}
