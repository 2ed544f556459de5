using System.ComponentModel;
using System.Diagnostics;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Tesseract, a process for each picture and on one thread: a crop is one line of digits, a photograph is searched for text anywhere.</summary>
internal sealed class TesseractPeer(bool isCrop) : IPeer
{
    private static readonly string[] _crop = ["--psm", "7", "-c", "tessedit_char_whitelist=0123456789"];
    private static readonly string[] _photograph = ["--psm", "11"];

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"mlnetinvoice-{Guid.NewGuid():N}.png");

    public string Name => "Tesseract";

    public PeerReading Read(RgbImage picture)
    {
        PngEncoder.Save(picture, _file);
        var start = new ProcessStartInfo("tesseract") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        foreach (string argument in (ReadOnlySpan<string>)[_file, "stdout", .. isCrop ? _crop : _photograph])
        {
            start.ArgumentList.Add(argument);
        }

        long begin = Stopwatch.GetTimestamp();
        string text = Run(start);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        return new PeerReading(isCrop ? [string.Concat(text.Where(char.IsAsciiDigit))] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries), elapsed);
    }

    public void Dispose() => File.Delete(_file);

    private static string Run(ProcessStartInfo start)
    {
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        catch (Win32Exception fault)
        {
            throw new PeerFaultException("Tesseract is not installed here: there is no tesseract on the path.", fault);
        }
    }
}
