using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Calibration;

/// <summary>
/// Fits how sure a reader may be of what it reads: a logistic regression on printed lines that no training has drawn (Platt 1999). Half of them are read as eight digits, among them lines of seven and nine
/// digits, and of letters and digits mixed, which must not be accepted; a quarter are numbers with their letters; a quarter are rows of 4 to 20 digits, read as any count of digits.
/// </summary>
public static class ReaderCalibration
{
    /// <summary>Lines that a calibration reads where nothing else is said.</summary>
    public const int DefaultLines = 12_000;

    // Counts of digits of a row that may have any.
    private const int MinDigits = 4;
    private const int MaxDigits = 20;

    // Digits of a number.
    private const int NumberDigits = 8;

    // Far from the seeds of training and test.
    private const long Seed = 1L << 44;

    /// <summary>Fits the confidence of a network; the result goes into <see cref="Models.ModelManifest.ReadingConfidence"/>.</summary>
    /// <param name="network">A network of 37 classes that can slide along a line, such as the architecture <c>reader</c>.</param>
    /// <param name="lines">Printed lines to read, at least 100.</param>
    /// <param name="cancellationToken">Stops the fitting.</param>
    /// <returns>The weights; the same for the same network on every machine but for rounding.</returns>
    /// <exception cref="ArgumentException">The network has other classes, or cannot slide.</exception>
    public static IReadOnlyList<float> Fit(Network network, int lines = DefaultLines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 100);
        return Fit(Measure(network, lines, cancellationToken));
    }

    /// <summary>Fits the confidence of an expert on the printed lines that the first model is not sure of.</summary>
    /// <param name="first">The model that reads first, calibrated already.</param>
    /// <param name="expert">The network that reads again.</param>
    /// <param name="lines">Printed lines to read, at least 100; some in four come to the expert.</param>
    /// <param name="cancellationToken">Stops the fitting.</param>
    /// <returns>The weights; the same for the same networks on every machine but for rounding.</returns>
    /// <exception cref="ArgumentException">A network has other classes, or cannot slide.</exception>
    public static IReadOnlyList<float> FitExpert(TrainedModel first, Network expert, int lines = 4 * DefaultLines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 100);
        return Fit([.. MeasureCascade(first, expert, lines, cancellationToken).Where(static line => line.IsByExpert)]);
    }

    /// <summary>Reads printed lines by a cascade and notes the evidence of the stage that read them last; lines that read as nothing are left out.</summary>
    internal static CalibrationLine[] MeasureCascade(TrainedModel first, Network expert, int count, CancellationToken cancellationToken)
    {
        CheckClasses(first.Network);
        CheckClasses(expert);
        var normalizer = new LineNormalizer();
        var second = new Lazy<LineExpert>(new LineExpert(new SlidingNetwork(expert), normalizer));
        var reader = new LineReader(new SlidingNetwork(first.Network), normalizer, new ReadingConfidence(first.Manifest.ReadingConfidence), second);
        return Measure(reader, count, cancellationToken);
    }

    /// <summary>Reads printed lines and notes the evidence; lines that read as nothing are left out.</summary>
    internal static CalibrationLine[] Measure(Network network, int count, CancellationToken cancellationToken)
    {
        CheckClasses(network);
        return Measure(new LineReader(new SlidingNetwork(network), new LineNormalizer()), count, cancellationToken);
    }

    private static void CheckClasses(Network network)
    {
        if (network.Definition.ClassCount != PrintedClasses.Count)
        {
            throw new ArgumentException($"A reader has {PrintedClasses.Count} classes, but \"{network.Definition.Name}\" has {network.Definition.ClassCount}.", nameof(network));
        }
    }

    internal static CalibrationLine[] Measure(LineReader reader, int count, CancellationToken cancellationToken)
    {
        var lines = new CalibrationLine?[count];
        var pool = new FacePool([]);

        // Without a bound the thread pool adds threads to long lines of work, each with a studio and a workspace of its own.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, count, parallel, () => new LineStudio(pool), (i, _, studio) =>
        {
            lines[i] = Measure(studio, reader, i);
            return studio;
        }, static _ => { });
        return [.. lines.OfType<CalibrationLine>()];
    }

    private static CalibrationLine? Measure(LineStudio studio, LineReader reader, int index)
    {
        var random = new SampleRandom(Seed, index);
        (int least, int most) = random.Chance(0.25f) ? (MinDigits, MaxDigits) : (NumberDigits, NumberDigits);
        string letters = "";
        string text = least < most ? LineText.DigitRun(ref random, least + random.Below(most - least + 1)) : TextOfNumber(ref random, out letters);
        PrintedLine line = studio.Draw(ref random, text, 10f, 60f, MathF.Sqrt(random.NextFloat()));
        LineReading reading = reader.ReadCrop(Crop(line, ref random), least, most);
        return reading.Digits.Length == 0 ? null : new CalibrationLine(ReadingConfidence.Describe(reading), letters + reading.Digits == text);
    }

    // What is read as a number: one in three has letters, one in eleven is none.
    private static string TextOfNumber(ref SampleRandom random, out string letters)
    {
        float kind = random.NextFloat();
        string text = kind < 0.33f ? LineText.Number(ref random, dash: random.Chance(0.8f))
            : kind < 0.91f ? LineText.DigitRun(ref random, NumberDigits)
            : kind < 0.94f ? LineText.DigitRun(ref random, NumberDigits + 1)
            : kind < 0.97f ? LineText.DigitRun(ref random, NumberDigits - 1)
            : LineText.Mixed(ref random);
        letters = kind < 0.33f ? text[..^NumberDigits] : "";
        return text;
    }

    private static GrayImage Crop(PrintedLine line, ref SampleRandom random)
    {
        float cap = line.Characters.Max(character => character.CapHeight);
        float margin = random.Range(0.08f, 0.5f) * cap;
        float left = line.Characters.Min(character => character.Center.X - (character.Width / 2)) - margin;
        float right = line.Characters.Max(character => character.Center.X + (character.Width / 2)) + margin;
        float top = line.Characters.Min(character => character.Center.Y) - (cap / 2) - margin;
        float bottom = line.Characters.Max(character => character.Center.Y) + (cap / 2) + margin;
        int x = Math.Clamp((int)left, 0, line.Image.Width - 9);
        int y = Math.Clamp((int)top, 0, line.Image.Height - 9);
        return line.Image.Crop(new PixelBox(x, y, Math.Clamp((int)right - x, 8, line.Image.Width - x), Math.Clamp((int)bottom - y, 8, line.Image.Height - y)));
    }

    /// <summary>The weights that tell right readings from wrong ones best.</summary>
    internal static float[] Fit(IReadOnlyList<CalibrationLine> lines) => LogisticRegression.Fit(lines, lines.Count > 0 ? lines[0].Features.Length : ReadingConfidence.FeatureCount);
}
