using MlNetInvoice.Data;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

/// <summary>Loss and accuracy of a network on images, by all workers of a crew.</summary>
internal sealed class Evaluator
{
    private const int ChunkSize = 64;

    private readonly LabeledImages _images;
    private readonly float[][] _scores;
    private readonly double[] _loss;
    private readonly int[] _correct;
    private readonly Action<int> _job;
    private NetworkClassifier? _classifier;

    public Evaluator(LabeledImages images, int workers)
    {
        _images = images;
        _scores = [.. Enumerable.Range(0, workers).Select(_ => new float[ChunkSize * 256])];
        _loss = new double[workers];
        _correct = new int[workers];
        _job = Evaluate;
    }

    public (double Loss, double Accuracy) Run(Network network, WorkCrew crew)
    {
        _classifier = new NetworkClassifier(network);
        crew.Run(_job);
        return (_loss.Sum() / _images.Count, (double)_correct.Sum() / _images.Count);
    }

    private void Evaluate(int worker)
    {
        int size = _images.Rows * _images.Columns;
        int classes = _classifier!.ClassCount;
        int end = (int)((long)_images.Count * (worker + 1) / _scores.Length);
        double loss = 0;
        int correct = 0;
        for (int start = (int)((long)_images.Count * worker / _scores.Length); start < end; start += ChunkSize)
        {
            int count = Math.Min(ChunkSize, end - start);
            Span<float> scores = _scores[worker].AsSpan(0, count * classes);
            _classifier.Classify(_images.Pixels.Slice(start * size, count * size), scores);
            for (int n = 0; n < count; n++)
            {
                ReadOnlySpan<float> row = scores.Slice(n * classes, classes);
                int label = _images.Labels[start + n];
                loss -= Math.Log(Math.Max(row[label], 1e-30f));
                correct += ClassScores.IndexOfLargest(row) == label ? 1 : 0;
            }
        }

        _loss[worker] = loss;
        _correct[worker] = correct;
    }
}
