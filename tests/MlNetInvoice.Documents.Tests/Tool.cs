using System.Diagnostics;

namespace MlNetInvoice.Documents;

/// <summary>A program of this machine that tests compare with; where it is not installed they are skipped and say so.</summary>
internal static class Tool
{
    /// <summary>Runs it and gives what it prints.</summary>
    public static byte[] Run(string name, params string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))))
        {
            Assert.Ignore($"Skipped: needs the program {name}, which is not installed here.");
        }

        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"{name} failed: {errors.Result}");
    }
}
