using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Training;

/// <summary>
/// Turns the workers' gradients into new values: sums them in the order of the workers, steps the optimizer, moves running statistics and the moving average. The values
/// are cut into slices, one a worker; each slice is the same computation whoever does it.
/// </summary>
internal sealed unsafe class WeightUpdate : IDisposable
{
    // What is summed and stepped at once should stay in the first-level cache meanwhile.
    private const int ChunkLength = 1536;

    private readonly TrainingOptions _options;
    private readonly List<Segment> _segments = [];
    private readonly LaneKernels _kernels = LaneKernels.Best;
    private readonly AlignedBuffer _weights;
    private readonly int _length;

    public WeightUpdate(Network network, AlignedBuffer weights, TrainingOptions options)
    {
        _options = options;
        _weights = weights;
        _length = network.Values.Length;
        First = new AlignedBuffer(_length);
        Second = options.Optimizer == OptimizerKind.Sgd ? null : new AlignedBuffer(_length);
        if (options.AverageDecay > 0)
        {
            Average = new AlignedBuffer(_length);
            weights.Span.CopyTo(Average.Span);
        }

        for (int layer = 0; layer < network.Definition.Layers.Count; layer++)
        {
            float momentum = network.Definition.Layers[layer] is BatchNormalization normalization ? normalization.Momentum : 0;
            int count = network.Definition.Layers[layer].GetParameters(network.Definition.InputOf(layer)).Count();
            for (int p = 0; p < count; p++)
            {
                NetworkParameter parameter = network.Parameters[network.FirstParameters[layer] + p];
                bool decays = parameter.IsTrained && momentum == 0 && p == 0;
                _segments.Add(new Segment(parameter.Offset, parameter.Length, parameter.IsTrained, decays ? options.WeightDecay : 0, momentum));
            }
        }
    }

    /// <summary>Momentum's velocities, or Adam's mean gradients.</summary>
    public AlignedBuffer First { get; }

    /// <summary>Adam's mean squared gradients, or null.</summary>
    public AlignedBuffer? Second { get; }

    /// <summary>Moving average of all values, or null.</summary>
    public AlignedBuffer? Average { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Updates one slice of the values.</summary>
    /// <param name="slice">Which slice.</param>
    /// <param name="workers">All workers; there are as many slices.</param>
    /// <param name="rate">Learning rate of the step.</param>
    /// <param name="batchSize">Images of the mini-batch.</param>
    public void Apply(int slice, TrainingWorker[] workers, float rate, int batchSize)
    {
        int chunk = ((_length / workers.Length) + 15) & ~15;
        int start = Math.Min(_length, slice * chunk);
        int end = slice == workers.Length - 1 ? _length : Math.Min(_length, start + chunk);
        foreach (Segment segment in _segments)
        {
            int from = Math.Max(start, segment.Offset);
            int to = Math.Min(end, segment.Offset + segment.Length);
            for (int place = from; place < to; place += ChunkLength)
            {
                Apply(segment, place, Math.Min(ChunkLength, to - place), workers, rate, batchSize);
            }
        }

        if (Average is not null && start < end)
        {
            // The first steps weigh more, or the random weights of the beginning would stay in the average for long.
            double decay = Math.Min(_options.AverageDecay, (1.0 + Steps) / (10.0 + Steps));
            _kernels.Approach(Average.Start + start, _weights.Start + start, end - start, (float)(1 - decay));
        }
    }

    public void Dispose()
    {
        First.Dispose();
        Second?.Dispose();
        Average?.Dispose();
    }

    private void Apply(Segment segment, int from, int count, TrainingWorker[] workers, float rate, int batchSize)
    {
        float* weights = _weights.Start + from;
        float* gradients = workers[0].Gradients + from;
        bool adam = segment.Trained && _options.Optimizer != OptimizerKind.Sgd;
        int summed = adam ? workers.Length - 1 : workers.Length;
        for (int w = 1; w < summed; w++)
        {
            _kernels.AddScaled(gradients, workers[w].Gradients + from, count, 1);
        }

        if (!segment.Trained)
        {
            _kernels.AddScaled(gradients, First.Start + from, count, 1f / batchSize);
            _kernels.Approach(weights, gradients, count, segment.Momentum);
        }
        else if (_options.Optimizer == OptimizerKind.Sgd)
        {
            _kernels.Descend(weights, gradients, First.Start + from, count, rate, _options.Momentum, segment.Decay);
        }
        else
        {
            double correction1 = 1 - Math.Pow(_options.Beta1, Steps + 1);
            double correction2 = 1 - Math.Pow(_options.Beta2, Steps + 1);
            bool decoupled = _options.Optimizer == OptimizerKind.AdamW;
            var step = new AdamStep(
                (float)(rate / correction1),
                _options.Beta1,
                _options.Beta2,
                _options.Epsilon,
                (float)(1 / Math.Sqrt(correction2)),
                decoupled ? 0 : segment.Decay,
                decoupled ? 1 - (rate * segment.Decay) : 1);
            float* last = workers.Length > 1 ? workers[^1].Gradients + from : null;
            _kernels.Adam(weights, gradients, last, First.Start + from, Second!.Start + from, count, step);
        }
    }

    /// <summary>Values that are treated alike; <paramref name="Momentum"/> is that of running statistics.</summary>
    private readonly record struct Segment(int Offset, int Length, bool Trained, float Decay, float Momentum);
}
