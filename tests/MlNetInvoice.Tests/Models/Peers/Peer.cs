using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlNetInvoice.Models;

/// <summary>Another program that scores an exported model: OpenCV's importer by Python. A test is skipped, with the reason, if it cannot be had. (ONNX Runtime judges in MlNetInvoice.MLNet.Tests.)</summary>
internal static class Peer
{
    private static readonly string Scripts = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "Models", "Peers");
    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(HasOpenCv));

    /// <summary>Scores by OpenCV of one or more models (<c>.onnx</c> or <c>.pb</c>).</summary>
    public static float[][] ScoreWithOpenCv(TemporaryFolder folder, float[] images, params string[] models)
    {
        if (Python.Value is null)
        {
            Assert.Ignore("Skipped: needs Python with OpenCV (Debian: python3-opencv), which is absent here.");
        }

        return Score(folder, images, models, Python.Value, [Path.Combine(Scripts, "opencv_scores.py")]);
    }

    private static float[][] Score(TemporaryFolder folder, float[] images, string[] models, string program, string[] leading)
    {
        string pictures = folder.File("images.bin");
        File.WriteAllBytes(pictures, MemoryMarshal.AsBytes(images.AsSpan()));
        string[] targets = [.. models.Select(model => model + ".scores")];
        var (exitCode, output) = Run(program, [.. leading, pictures, .. models.Zip(targets, (model, target) => new[] { model, target }).SelectMany(pair => pair)], folder.Path);
        Assert.That(exitCode, Is.Zero, output);
        return [.. targets.Select(target => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(target)).ToArray())];
    }

    private static bool HasOpenCv(string python) => Run(python, ["-c", "import cv2, numpy"], Path.GetTempPath()).ExitCode == 0;

    private static (int ExitCode, string Output) Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(4)))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} did not end within 4 minutes.");
            }

            return (process.ExitCode, output.Result + error.Result);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return (-1, fault.Message);
        }
    }
}
