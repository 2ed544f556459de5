using System.Collections.Concurrent;
using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;
using MlNetInvoice.Synthesis.Calibration;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="NumberBelief"/> on generated scenes of calibration seeds: which rows with two letters in front are invoices' numbers, and which are tax numbers,
/// dates, order numbers and captions. What reads badly is left to the confidence of its digits: only rows whose digits are likely right count. Draws as many scenes without an invoice again, because rivals with letters are rare. Fits on every second scene, and prints the weights with what they make of the others.
/// </summary>
internal static class BeliefCommand
{
    private const int DefaultScenes = 400;
    private const float Threshold = 0.91f;

    // Confidence of the digits of a row that counts.
    private const float LeastDigits = 0.5f;

    public static int Run(string[] arguments)
    {
        int count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultScenes;
        TrainedModel model = arguments.Length > 1 ? ModelFile.Load(arguments[1]) : EmbeddedModels.LoadReader();
        var normalizer = new LineNormalizer();
        Lazy<LineExpert>? expert = model.Expert is not { } second ? null
            : new Lazy<LineExpert>(() => new LineExpert(new SlidingNetwork(second.Network), normalizer, new ReadingConfidence(second.Manifest.ReadingConfidence)));
        var reader = new LineReader(new SlidingNetwork(model.Network), normalizer, new ReadingConfidence(model.Manifest.ReadingConfidence), expert);
        var rows = new ConcurrentBag<Row>();
        Parallel.For(0, 2 * count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, scene => Read(reader, scene, isNegative: scene >= count, rows));
        Row[] lettered = [.. rows.Where(row => row.HasLetters && row.Digits > LeastDigits).OrderBy(row => row.Scene)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{2 * count} scenes: {lettered.Count(row => row.IsNumber)} numbers and {lettered.Count(row => !row.IsNumber)} other rows have letters in front;"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count(row => !row.HasLetters && row.IsNumber)} numbers and {rows.Count(row => !row.HasLetters && !row.IsNumber)} other rows have none."));
        float[] weights = LogisticRegression.Fit([.. lettered.Where(row => row.Scene % 2 == 0).Select(row => row.Line)], NumberBelief.FeatureCount);
        Console.WriteLine($"weights on the even scenes: {Text(weights)}");
        Console.WriteLine($"weights on all scenes:      {Text(LogisticRegression.Fit([.. lettered.Select(row => row.Line)], NumberBelief.FeatureCount))}");
        foreach (float threshold in (float[])[0.5f, 0.8f, 0.9f, Threshold, 0.95f, 0.98f])
        {
            Row[] accepted = [.. lettered.Where(row => row.Scene % 2 == 1 && row.Digits * NumberBelief.Of(row.Line.Features, weights) >= threshold)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"odd scenes from {threshold}: {accepted.Count(row => row.IsNumber)} of {lettered.Count(row => row.Scene % 2 == 1 && row.IsNumber)} numbers, {accepted.Count(row => !row.IsNumber)} others"));
        }

        foreach (Row row in lettered.Where(row => row.Scene % 2 == 1 && row.IsNumber != row.Digits * NumberBelief.Of(row.Line.Features, weights) >= Threshold))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scene {row.Scene}: {row.Text} {(row.IsNumber ? "is" : "is not")} a number, digits {row.Digits:0.00}, belief {NumberBelief.Of(row.Line.Features, weights):0.00}, features {Text(row.Line.Features)}"));
        }

        return 0;
    }

    private static void Read(LineReader reader, int index, bool isNegative, ConcurrentBag<Row> rows)
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Calibration, new SceneOptions { NegativeShare = isNegative ? 1 : 0.25f }, index);
        var image = new GrayImage(scene.Image.Width, scene.Image.Height);
        Luminance.OfRow(scene.Image.Samples, image.Pixels);
        Add(reader, image, scene, index, rows);
        if (LightInkLook.Of(image) is { } inverted)
        {
            Add(reader, inverted, scene, index, rows);
        }
    }

    private static void Add(LineReader reader, GrayImage image, SyntheticScene scene, int index, ConcurrentBag<Row> rows)
    {
        foreach (LineReading line in reader.ReadCandidates(image, NumberLineFinder.Find(image), 8, 8))
        {
            SceneNumber? number = scene.Numbers.FirstOrDefault(number => QuadOverlap.Share(number.DigitsQuad, line.Box));
            float[] features = new float[NumberBelief.FeatureCount];
            NumberBelief.Describe(line, features);
            // What lies on a number and reads as other digits is the confidence's matter, not this one's.
            rows.Add(new Row(index, $"{line.Letters}-{line.Digits}", new CalibrationLine(features, number is not null), line.Confidence, NumberBelief.HasLetters(line)));
        }
    }

    private static string Text(float[] values) => $"[{string.Join(", ", values.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture) + "f"))}]";

    private sealed record Row(int Scene, string Text, CalibrationLine Line, float Digits, bool HasLetters)
    {
        public bool IsNumber => Line.IsRight;
    }
}
