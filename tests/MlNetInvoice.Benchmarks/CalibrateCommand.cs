using System.Globalization;
using MlNetInvoice.Data.Printed;
using MlNetInvoice.Data.Printed.Lines;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="ReadingConfidence"/> on printed lines that no training has drawn (among them lines of seven and nine digits, and of letters and digits mixed,
/// which must not be accepted), and prints them with the reliability table on the other half of the lines, in Markdown.
/// </summary>
internal static class CalibrateCommand
{
    // Far from the seeds of training and test.
    private const long Seed = 1L << 44;

    public static int Run(string[] arguments)
    {
        int count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 12_000;
        TrainedModel model = arguments.Length > 1 ? ModelFile.Load(arguments[1]) : EmbeddedModels.LoadReader();
        var reader = new LineReader(new SlidingNetwork(model.Network), new LineNormalizer());
        var samples = new (float[] Features, bool IsRight, float Confidence)[count];
        var pool = new FacePool([]);
        Parallel.For(0, count, () => new LineStudio(pool), (i, _, studio) =>
        {
            samples[i] = Measure(studio, reader, i);
            return studio;
        }, static _ => { });

        (float[] Features, bool IsRight, float Confidence)[] read = [.. samples.Where(sample => sample.Features.Length > 0)];
        float[] weights = Fit([.. read.Where((_, i) => i % 2 == 0)]);
        Console.WriteLine($"weights: [{string.Join(", ", weights.Select(weight => weight.ToString("0.00", CultureInfo.InvariantCulture) + "f"))}]");
        Console.WriteLine();
        Print([.. read.Where((_, i) => i % 2 == 1).Select(sample => (Probability(weights, sample.Features), sample.IsRight))], count / 2);
        return 0;
    }

    private static (float[] Features, bool IsRight, float Confidence) Measure(LineStudio studio, LineReader reader, int index)
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
            return ([], false, 0);
        }

        float[] features = new float[ReadingConfidence.FeatureCount];
        ReadingConfidence.Describe(reading, features);
        return (features, reading.Digits == text, reading.Confidence);
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
    private static float[] Fit((float[] Features, bool IsRight, float Confidence)[] samples)
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

            foreach ((float[] features, bool isRight, _) in samples)
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

    private static float Probability(float[] weights, float[] features) =>
        1f / (1f + MathF.Exp(-weights.Zip(features, (weight, feature) => weight * feature).Sum()));

    private static void Print((float Confidence, bool IsRight)[] samples, int lines)
    {
        Console.WriteLine("| confidence | lines | mean confidence | right |");
        Console.WriteLine("|---|---:|---:|---:|");
        float[] edges = [0f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.95f, 0.98f, 0.99f, 0.995f, 1.0001f];
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            (float Confidence, bool IsRight)[] bin = [.. samples.Where(sample => sample.Confidence >= edges[i] && sample.Confidence < edges[i + 1])];
            if (bin.Length > 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {edges[i]:0.###}–{Math.Min(1, edges[i + 1]):0.###} | {bin.Length} | {bin.Average(sample => sample.Confidence):0.0000} | {bin.Average(sample => sample.IsRight ? 1.0 : 0.0):0.0000} |"));
            }
        }

        Console.WriteLine();
        Console.WriteLine("| threshold | accepted | of them wrong |");
        Console.WriteLine("|---|---:|---:|");
        foreach (float threshold in (float[])[0.5f, 0.8f, 0.9f, 0.93f, 0.95f, 0.98f, 0.99f])
        {
            (float Confidence, bool IsRight)[] accepted = [.. samples.Where(sample => sample.Confidence >= threshold)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {threshold} | {100.0 * accepted.Length / lines:0.0}% | {100.0 * accepted.Count(sample => !sample.IsRight) / Math.Max(1, accepted.Length):0.00}% |"));
        }
    }
}
