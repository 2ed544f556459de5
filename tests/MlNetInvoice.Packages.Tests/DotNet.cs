using System.Diagnostics;

namespace MlNetInvoice.Packages;

/// <summary>Calls programs as a user would, in a folder outside the repository.</summary>
internal static class DotNet
{
    /// <summary>Runs the SDK; a failure fails the test with what it printed.</summary>
    public static string Run(string folder, params string[] arguments) => Start("dotnet", folder, 0, arguments);

    public static string Start(string program, string folder, int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host sets for itself is not for its children; a packages folder of their own keeps the user's clean.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Path.GetTempPath(), "mlnetinvoice-package-tests");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(exitCode), $"{program} {string.Join(' ', arguments)}\n{output}\n{error.Result}");
        return output;
    }
}
