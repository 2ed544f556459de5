using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks;

/// <summary>Where the time of a photograph goes on one core: decoding, finding rows, reading them, and the second look in red light where the first gave no number.</summary>
internal static class StagesCommand
{
    private static readonly string[] _stages = ["decode luminance", "find rows", "read rows", "second look", "all of it"];

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("Usage: stages <folder> [rounds]");
            return 1;
        }

        int rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        string[] files = [.. PictureFiles.Enumerate(arguments[0], recursive: true)];
        TrainedModel model = EmbeddedModels.LoadReader();
        var lines = new LineReader(new SlidingNetwork(model.Network), new LineNormalizer(), new ReadingConfidence(model.Manifest.ReadingConfidence));
        double[][] times = [.. files.Select(file => Measure(File.ReadAllBytes(file), lines, rounds))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} pictures, one thread, the best of {rounds} rounds each; milliseconds"));
        Console.WriteLine("stage               mean  median     max  longest for");
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            double[] sorted = [.. times.Select(time => time[stage]).Order()];
            int longest = Array.FindIndex(times, time => time[stage] == sorted[^1]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{_stages[stage],-16}{sorted.Average(),8:0.0}{sorted[sorted.Length / 2],8:0.0}{sorted[^1],8:0.0}  {Path.GetFileName(files[longest])}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pictures that were looked at twice: {times.Count(time => time[3] > 0)}"));
        return 0;
    }

    private static double[] Measure(byte[] file, LineReader lines, int rounds)
    {
        double[] best = [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue];
        bool again = InvoiceReader.Default.Read(ImageDecoder.DecodeGray(file)).Status != InvoiceReadingStatus.Read;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            GrayImage image = ImageDecoder.DecodeGray(file);
            start = Take(best, 0, start);
            IReadOnlyList<NumberLineCandidate> rows = NumberLineFinder.Find(image);
            start = Take(best, 1, start);
            lines.ReadCandidates(image, rows, 8, 8);
            Take(best, 2, start);
            start = Stopwatch.GetTimestamp();
            if (again && SecondLook.RedOf(ImageDecoder.DecodeRgb(file)) is { } red)
            {
                lines.ReadCandidates(red, NumberLineFinder.Find(red), 8, 8);
                Take(best, 3, start);
            }

            start = Stopwatch.GetTimestamp();
            InvoiceReader.Default.ReadAll(file);
            Take(best, 4, start);
        }

        best[3] = again && best[3] < double.MaxValue ? best[3] : 0;
        return best;
    }

    private static long Take(double[] best, int stage, long start)
    {
        best[stage] = Math.Min(best[stage], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return Stopwatch.GetTimestamp();
    }
}
