using System.Globalization;
using MlNetInvoice.Cli.Commands;
using MlNetInvoice.Cli.Peers;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Output;

/// <summary>Lets Tesseract, where it is installed, read the crops that <c>score</c> reads: one line, digits only.</summary>
internal static class TesseractComparison
{
    /// <summary>Runs one process for each crop, and says how many strings came out whole.</summary>
    public static string Run(IEnumerable<ScoredPicture> crops, CancellationToken cancellationToken)
    {
        int all = 0, right = 0, usable = 0, usableRight = 0;
        TimeSpan time = TimeSpan.Zero;
        using var tesseract = new TesseractPeer(isCrop: true);
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

                PeerReading reading = tesseract.Read(crop);
                bool isRight = reading.Lines[0] == label.Digits;
                time += reading.Elapsed;
                all++;
                right += isRight ? 1 : 0;
                usable += label.IsHard ? 0 : 1;
                usableRight += isRight && !label.IsHard ? 1 : 0;
            }
        }
        catch (PeerFaultException fault)
        {
            return fault.Message;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Tesseract: {right} of {all} right ({usableRight} of the {usable} usable ones), {time.TotalMilliseconds / Math.Max(all, 1):0.0} ms each as a process");
    }
}
