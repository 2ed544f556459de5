using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Calibration;

/// <summary>
/// Fits how sure a reader may be of what it reads: a logistic regression on printed lines that no training has drawn, among them lines of seven and nine digits, and of
/// letters and digits mixed, which must not be accepted (Platt 1999).
/// </summary>
public static class ReaderCalibration
{
    /// <summary>Lines that a calibration reads where nothing else is said.</summary>
    public const int DefaultLines = 12_000;

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

    /// <summary>Reads printed lines and notes the evidence; lines that read as nothing are left out.</summary>
    internal static CalibrationLine[] Measure(Network network, int count, CancellationToken cancellationToken)
    {
        if (network.Definition.ClassCount != PrintedClasses.Count)
        {
            throw new ArgumentException($"A reader has {PrintedClasses.Count} classes, but \"{network.Definition.Name}\" has {network.Definition.ClassCount}.", nameof(network));
        }

        var reader = new LineReader(new SlidingNetwork(network), new LineNormalizer());
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
        float kind = random.NextFloat();
        string text = kind < 0.86f ? LineText.DigitRun(ref random, 8)
            : kind < 0.91f ? LineText.DigitRun(ref random, 9)
            : kind < 0.95f ? LineText.DigitRun(ref random, 7)
            : LineText.Mixed(ref random);
        PrintedLine line = studio.Draw(ref random, text, 10f, 60f, MathF.Sqrt(random.NextFloat()));
        LineReading reading = reader.ReadCrop(Crop(line, ref random), 8, 8);
        if (reading.Digits.Length == 0)
        {
            return null;
        }

        float[] features = new float[ReadingConfidence.FeatureCount];
        ReadingConfidence.Describe(reading, features);
        return new CalibrationLine(features, reading.Digits == text);
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

    // Newton's method on the logistic loss with a little ridge.
    internal static float[] Fit(IReadOnlyList<CalibrationLine> lines)
    {
        const int n = ReadingConfidence.FeatureCount;
        double[] weights = new double[n];
        for (int iteration = 0; iteration < 40; iteration++)
        {
            double[] gradient = new double[n];
            double[,] curvature = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                gradient[i] = 0.5 * weights[i];
                curvature[i, i] = 0.5;
            }

            foreach ((float[] features, bool isRight) in lines)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    sum += weights[i] * features[i];
                }

                double probability = 1 / (1 + Math.Exp(-sum));
                for (int i = 0; i < n; i++)
                {
                    gradient[i] += (probability - (isRight ? 1 : 0)) * features[i];
                    for (int j = 0; j < n; j++)
                    {
                        curvature[i, j] += probability * (1 - probability) * features[i] * features[j];
                    }
                }
            }

            double[] step = Solve(curvature, gradient);
            for (int i = 0; i < n; i++)
            {
                weights[i] -= step[i];
            }
        }

        return [.. weights.Select(weight => (float)weight)];
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int column = 0; column < n; column++)
        {
            for (int row = column + 1; row < n; row++)
            {
                double factor = matrix[row, column] / matrix[column, column];
                for (int k = column; k < n; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++)
            {
                x[row] -= matrix[row, k] * x[k];
            }

            x[row] /= matrix[row, row];
        }

        return x;
    }
}

