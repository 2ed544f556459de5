using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Cli.Commands;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Output;

/// <summary>Lets Tesseract, where it is installed, read the crops that <c>score</c> reads: one line, digits only.</summary>
internal static class TesseractComparison
{
    /// <summary>Runs one process a crop, and says how many strings came out whole.</summary>
    public static string Run(IEnumerable<ScoredPicture> crops, CancellationToken cancellationToken)
    {
        int all = 0, right = 0, usable = 0, usableRight = 0;
        TimeSpan time = TimeSpan.Zero;
        string file = Path.Combine(Path.GetTempPath(), $"mlnetinvoice-{Guid.NewGuid():N}.png");
        try
        {
            foreach (ScoredPicture picture in crops)
            {
                cancellationToken.ThrowIfCancellationRequested();
                LabeledInvoice label = picture.Labels[0];
                if (picture.Decode() is not RgbImage crop)
                {
                    continue;
                }

                PngEncoder.Save(crop, file);
                long start = Stopwatch.GetTimestamp();
                bool isRight = Read(file) == label.Digits;
                time += Stopwatch.GetElapsedTime(start);
                all++;
                right += isRight ? 1 : 0;
                usable += label.IsHard ? 0 : 1;
                usableRight += isRight && !label.IsHard ? 1 : 0;
            }
        }
        catch (Win32Exception)
        {
            return "Tesseract is not installed here.";
        }
        finally
        {
            File.Delete(file);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Tesseract: {right} of {all} right ({usableRight} of the {usable} usable ones), {time.TotalMilliseconds / Math.Max(all, 1):0.0} ms each as a process");
    }

    private static string Read(string file)
    {
        var start = new ProcessStartInfo("tesseract") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (ReadOnlySpan<string>)[file, "stdout", "--psm", "7", "-c", "tessedit_char_whitelist=0123456789"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return string.Concat(text.Where(char.IsAsciiDigit));
    }
}
