using MlNetInvoice.Data;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Training;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>
/// What the recogniser learns from: lines printed and photographed by <c>MlNetInvoice.Synthesis</c>, normalised to strips exactly as a reader does it (with the band
/// a little off, as a reader's is), and cut into 28×28 windows: on characters, between them, on symbols, and off the line. Classes as in <see cref="PrintedClasses"/>.
/// Each epoch is drawn afresh. Immutable; safe to share between threads.
/// </summary>
public sealed class PrintedStripSource : ITrainingSource
{
    private const int WindowsPerLine = 16;

    private readonly PrintedStripOptions _options;
    private readonly FacePool _pool;

    /// <summary>Makes a source.</summary>
    /// <param name="options">How many windows and which; null takes the defaults.</param>
    public PrintedStripSource(PrintedStripOptions? options = null)
    {
        _options = options ?? new PrintedStripOptions();
        _pool = new FacePool(_options.Fonts, _options.Ideographs);
    }

    /// <inheritdoc/>
    public LabeledImages GetEpoch(int epoch)
    {
        const int size = LineNormalizer.Rows * LineNormalizer.WindowColumns;
        byte[] pixels = new byte[_options.Count * size];
        byte[] labels = new byte[_options.Count];
        int lines = (_options.Count + WindowsPerLine - 1) / WindowsPerLine;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism };
        Parallel.For(0, lines, parallel, () => new LineStudio(_pool), (line, _, studio) =>
        {
            var random = new SampleRandom(_options.Seed, ((long)epoch << 32) + line);
            int first = line * WindowsPerLine;
            int count = Math.Min(WindowsPerLine, _options.Count - first);
            float severity = _options.Severity * MathF.Pow(random.NextFloat(), 1.3f);
            PrintedLine printed = studio.Draw(ref random, null, _options.MinimumCapHeight, _options.MaximumCapHeight, severity);
            PrintedStrip strip = PrintedStrip.Place(printed, ref random, _options.Normalizer);
            for (int i = first; i < first + count; i++)
            {
                labels[i] = (byte)strip.CutWindow(ref random, pixels.AsSpan(i * size, size));
            }

            return studio;
        }, static _ => { });
        return new LabeledImages(LineNormalizer.Rows, LineNormalizer.WindowColumns, PrintedClasses.Count, pixels, labels);
    }
}
