using System.Diagnostics;
using MlNetInvoice.Cli.Commands;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Lets PP-OCRv4 and Tesseract read the pictures of <c>score</c>.</summary>
internal sealed class PeerComparison(PeerFolder folder, int longestSide, InvoiceReaderOptions options)
{
    public IReadOnlyList<PeerResult> Run(IReadOnlyList<ScoredPicture> pictures, CancellationToken cancellationToken) =>
    [
        Read("PP-OCRv4", OpenPpOcr, pictures, cancellationToken),
        Read("Tesseract", () => new TesseractPeer(options.Crop), pictures, cancellationToken),
    ];

    private PpOcrPeer OpenPpOcr() => folder.Missing() is string missing ? throw new PeerFaultException(missing) : new PpOcrPeer(folder, options.Crop ? 0 : longestSide);

    private PeerResult Read(string name, Func<IPeer> open, IReadOnlyList<ScoredPicture> pictures, CancellationToken cancellationToken)
    {
        try
        {
            using IPeer peer = open();
            var tally = new PeerTally(pictures.SelectMany(picture => picture.Labels), options.DigitCount, options.Crop);
            var times = new List<TimeSpan>();
            foreach (ScoredPicture picture in pictures)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                RgbImage? pixels = picture.Decode(options.Decoder);
                TimeSpan decoding = options.Crop ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start);
                PeerReading? reading = pixels is null ? null : peer.Read(pixels);
                tally.Add(picture.Labels, reading?.Lines ?? []);
                times.Add(decoding + (reading?.Elapsed ?? TimeSpan.Zero));
            }

            return new PeerResult(peer.Name, null, tally, times);
        }
        catch (PeerFaultException fault)
        {
            return new PeerResult(name, fault.Message, null, []);
        }
    }
}
