using System.Diagnostics;
using MlNetInvoice.Codes;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Codes;

namespace MlNetInvoice.Benchmarks;

/// <summary>Left QR codes of certificates in pictures: ours beside zbarimg's, picture by picture, and the time that ours take.</summary>
internal static class CodesCommand
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png"];

    private const int Rounds = 3;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("Usage: codes <folder of pictures> … [--verbose]");
            return 1;
        }

        bool verbose = args.Contains("--verbose");
        foreach (string folder in args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)))
        {
            Compare(folder, verbose);
        }

        return 0;
    }

    private static void Compare(string folder, bool verbose)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => s_extensions.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        int ours = 0, theirs = 0, missed = 0, right = 0, bars = 0;
        var times = new List<double>();
        foreach (string file in files)
        {
            GrayImage image = ImageDecoder.DecodeGray(File.ReadAllBytes(file));
            List<LocatedCode> codes = SquareCodeReader.Read(image, CodeDecoder.Default);
            SquareCodeReader.Read(image, CodeDecoder.Default);
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int round = 0; round < Rounds; round++)
            {
                codes = SquareCodeReader.Read(image, CodeDecoder.Default);
            }

            times.Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds / Rounds);
            HashSet<string> own = [.. codes.Select(code => Head(code.Text)).OfType<string>()];
            HashSet<string> peer = [.. Zbar(file).Select(Head).OfType<string>()];
            foreach (LocatedCode code in codes)
            {
                if (BarCodeReader.Read(image, code, code.Text?.StartsWith("**", StringComparison.Ordinal)) is { } bar)
                {
                    bars++;
                    Console.WriteLine($"  bars {bar.Text}");
                }
            }

            ours += own.Count;
            theirs += peer.Count;
            missed += peer.Except(own).Count();
            right += codes.Count(code => code.Text?.StartsWith("**", StringComparison.Ordinal) == true);
            if (own.Count + peer.Count > 0 || verbose)
            {
                Console.WriteLine($"{Path.GetFileName(file),-32} ours {own.Count}, zbarimg {peer.Count}{(own.SetEquals(peer) ? "" : $"; only ours: {string.Join(' ', own.Except(peer))}; only zbarimg's: {string.Join(' ', peer.Except(own))}")}");
            }

            if (verbose)
            {
                Console.WriteLine($"  {times[^1]:0.0} ms, {FinderPatternScan.Find(image).Count} marks");
                foreach (LocatedCode code in codes)
                {
                    Console.WriteLine($"  {code.Dimension} at {code.Middle.X:0},{code.Middle.Y:0}: {code.Text}");
                }
            }
        }

        Console.WriteLine($"{folder}: {files.Length} pictures, left codes: ours {ours}, zbarimg {theirs}, read by zbarimg and not by us {missed}; right codes ours {right}; {bars} bar codes; processor time {times.Average():0.0} ms a picture mean, {times.Max():0.0} at most");
    }

    // Number, date and random code name a left code.
    private static string? Head(string? text) => LeftCode.TryParse(text, out LeftCode? code) ? $"{code.Letters}{code.Digits}/{code.RandomCode}" : null;

    private static string[] Zbar(string file)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("zbarimg") { ArgumentList = { "-q", "--raw", file }, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split('\n');
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
