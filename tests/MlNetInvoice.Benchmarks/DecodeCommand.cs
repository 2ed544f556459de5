using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// How long a picture takes to decode, in processor time of one thread, whole and reduced, grey and colour; and, for a JPEG, what <c>djpeg</c> (libjpeg-turbo)
/// takes as a process in the same run, where it is installed.
/// </summary>
internal static class DecodeCommand
{
    private const int WarmUpRounds = 15;

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("Usage: decode <picture> [rounds]");
            return 1;
        }

        byte[] file = File.ReadAllBytes(arguments[0]);
        int rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10;
        ImageHeader header = ImageDecoder.ReadHeader(file);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{header.Format} {header.Width} × {header.Height} = {header.Width * (double)header.Height / 1e6:F1} megapixels, {file.Length} bytes; best of 4 means of {rounds}"));
        foreach (int denominator in (int[])[1, 2, 4, 8])
        {
            var options = new ImageDecoderOptions { ScaleDenominator = denominator, ApplyOrientation = false };
            Print($"luminance at 1/{denominator}", Measure(() => ImageDecoder.DecodeGray(file, options), rounds));
        }

        Print("colour", Measure(() => ImageDecoder.DecodeRgb(file), rounds));
        if (header.Format == ImageFormat.Jpeg)
        {
            PrintPeer("-grayscale", arguments[0], rounds);
            PrintPeer("-rgb", arguments[0], rounds);
        }

        return 0;
    }

    private static double Measure(Func<object> decode, int rounds)
    {
        for (int i = 0; i < WarmUpRounds; i++)
        {
            decode();
        }

        Thread.Sleep(300); // The compiler's second tier works in the background.
        double best = double.MaxValue;
        for (int repeat = 0; repeat < 4; repeat++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < rounds; i++)
            {
                decode();
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / rounds);
        }

        return best;
    }

    /// <summary>The mean processor time of djpeg, user and system, as the shell's <c>times</c> counts it for all its children together.</summary>
    private static void PrintPeer(string mode, string path, int rounds)
    {
        const string script = "i=0; while [ $i -lt $3 ]; do djpeg -dct int \"$1\" -outfile /dev/null \"$2\" || exit 1; i=$((i+1)); done; times";
        int runs = 4 * rounds;
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", mode, path, runs.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        if (process.ExitCode != 0 || lines.Length < 2)
        {
            Console.WriteLine("djpeg is not installed, or does not read this file.");
            return;
        }

        Print($"djpeg -dct int {mode}", lines[1].Split(' ').Sum(Milliseconds) / runs);
    }

    /// <summary>Reads a time such as 0m0.045s.</summary>
    private static double Milliseconds(string time)
    {
        string[] parts = time.TrimEnd('s').Split('m');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture) * 60_000) + (double.Parse(parts[1], CultureInfo.InvariantCulture) * 1000);
    }

    private static void Print(string name, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {milliseconds,7:F1} ms"));
}
