using System.Diagnostics;
using MlNetInvoice.Data;
using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Training;

/// <summary>
/// Trains a network: <see cref="Train(NetworkDefinition, LabeledImages, LabeledImages?, TrainingOptions, IProgress{TrainingProgress}?, CancellationToken)"/> from
/// beginning to end, an instance epoch by epoch, with a <see cref="TrainerState"/> to resume from. An instance is used by one thread at a time and has threads of its own, which
/// split each mini-batch; their gradients are summed in a fixed order.
/// </summary>
public sealed unsafe class Trainer : IDisposable
{
    // Maps of a block should stay in a core's second-level cache; larger blocks use weights more often, smaller ones maps.
    private const long BlockBytes = 1_500_000;

    private const int MostLanes = 128;

    // Batch normalization takes its statistics from a block, so that it may not be too small.
    private const int LeastNormalized = 32;

    private readonly TrainedNetwork _trained;
    private readonly Network _network;
    private readonly ITrainingSource _source;
    private readonly LabeledImages _first;
    private readonly int _trainingCount;
    private readonly Evaluator? _evaluator;
    private readonly WorkCrew _crew;
    private readonly AlignedBuffer _weights;
    private readonly WeightUpdate _update;
    private readonly TrainingWorker[] _workers;
    private readonly List<EpochRecord> _epochs = [];
    private readonly int[] _order;
    private readonly Action<int> _gradientJob;
    private readonly Action<int> _updateJob;
    private float[] _best = [];
    private int _bestEpoch;
    private bool _cancelled;
    private Task<LabeledImages>? _nextImages;

    // What the jobs of the current step work on.
    private LabeledImages _images;
    private int _batchStart;
    private int _batchSize;
    private float _rate;
    private ulong _epochKey;
    private ulong _stepKey;

    /// <summary>Prepares a training from fresh weights.</summary>
    /// <param name="definition">What the network computes.</param>
    /// <param name="source">The training images of each epoch.</param>
    /// <param name="validation">Images to select by; null for the last <see cref="TrainingOptions.ValidationCount"/> training images, or none.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    public Trainer(NetworkDefinition definition, ITrainingSource source, LabeledImages? validation, TrainingOptions options)
        : this(TrainedNetwork.Create(definition, options), source, validation, options)
    {
    }

    /// <summary>Prepares a training that starts from a network's weights (fine-tuning); the network itself is left as it is, and <see cref="TrainingOptions.Normalize"/> is off.</summary>
    /// <param name="initial">Where to begin.</param>
    /// <param name="source">The training images of each epoch.</param>
    /// <param name="validation">Images to select by; null for the last <see cref="TrainingOptions.ValidationCount"/> training images, or none.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    public Trainer(Network initial, ITrainingSource source, LabeledImages? validation, TrainingOptions options)
        : this(TrainedNetwork.From(initial), source, validation, WithoutNormalizing(options))
    {
    }

    /// <summary>Prepares to go on from a captured state, exactly as the training would have gone on.</summary>
    /// <param name="state">The state between two epochs.</param>
    /// <param name="source">The same training images as before.</param>
    /// <param name="validation">The same validation images as before.</param>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    public Trainer(TrainerState state, ITrainingSource source, LabeledImages? validation)
        : this(TrainedNetwork.From(state), source, validation, state.Options)
    {
        state.First.CopyTo(_update.First.Span);
        state.Second.CopyTo(_update.Second is null ? [] : _update.Second.Span);
        state.Average.CopyTo(_update.Average is null ? [] : _update.Average.Span);
        _update.Steps = state.Steps;
        _best = state.Best;
        _bestEpoch = state.BestEpoch;
        _epochs.AddRange(state.Epochs);
    }

    private Trainer(TrainedNetwork network, ITrainingSource source, LabeledImages? validation, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        options.Validate();
        _source = source;
        _first = _images = source.GetEpoch(0);
        Options = options with { Threads = options.ThreadCount };
        (_trainingCount, LabeledImages? selection) = Split(_first, validation, options);
        CheckImages(network.Definition, _first, "training");
        _trained = network;
        _network = network.Network;
        LanePlan plan = LanePlan.Compile(_network, PlanMode.Training);
        int threads = Options.Threads;
        _weights = new AlignedBuffer(_network.Values.Length);
        _network.Values.CopyTo(_weights.Span);
        _update = new WeightUpdate(_network, _weights, Options);
        DisplacementField? field = options.Augmentation is { ElasticPixels: > 0 } elastic
            ? new DisplacementField(elastic.ElasticSigma, _first.Rows, _first.Columns, options.Seed)
            : null;
        int lanes = ChooseLanes(plan, options.BatchSize, threads);
        _workers = [.. Enumerable.Range(0, threads).Select(_ => new TrainingWorker(plan, lanes, _network.Values.Length, _weights, Options, field))];
        _crew = new WorkCrew(threads);
        _order = new int[_trainingCount];
        _gradientJob = ComputeGradients;
        _updateJob = UpdateWeights;
        if (selection is not null)
        {
            CheckImages(network.Definition, selection, "validation");
            _evaluator = new Evaluator(selection, threads);
        }

        bool normalized = _network.Definition.Layers.Any(l => l is BatchNormalization);
        StepsPerEpoch = Math.Max(1, (_trainingCount + (normalized ? 0 : options.BatchSize - 1)) / options.BatchSize);
    }

    /// <summary>The options, with the number of threads it really uses.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Epochs done.</summary>
    public int Epoch => _epochs.Count;

    /// <summary>Optimizer steps an epoch. Where there is batch normalization, images that fill no mini-batch are left out of an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Whether all epochs are done, validation has not improved for long enough, or the training was cancelled.</summary>
    public bool IsFinished => _cancelled || Epoch >= Options.Epochs || HasStalled;

    private bool HasStalled => Options.EarlyStopEpochs > 0 && _evaluator is not null && Epoch - _bestEpoch >= Options.EarlyStopEpochs;

    /// <summary>Trains a network from fresh weights to the end.</summary>
    /// <param name="definition">What the network computes.</param>
    /// <param name="training">Training images.</param>
    /// <param name="validation">Images to select the best epoch by; null for the last <see cref="TrainingOptions.ValidationCount"/> training images, or none.</param>
    /// <param name="options">How to train; <see cref="TrainingOptions.For"/> has recipes.</param>
    /// <param name="progress">Told how far it is, about ten times per second; may be null.</param>
    /// <param name="cancellationToken">Cancelling ends the training; the result is the best network so far.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    public static TrainingResult Train(
        NetworkDefinition definition,
        LabeledImages training,
        LabeledImages? validation,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Train(definition, new FixedTrainingSource(training), validation, options, progress, cancellationToken);
    }

    /// <summary>Trains a network from fresh weights to the end, on images that may be generated afresh each epoch.</summary>
    /// <param name="definition">What the network computes.</param>
    /// <param name="source">The training images of each epoch.</param>
    /// <param name="validation">Images to select the best epoch by, or null.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told how far it is, about ten times per second; may be null.</param>
    /// <param name="cancellationToken">Cancelling ends the training; the result is the best network so far.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    public static TrainingResult Train(
        NetworkDefinition definition,
        ITrainingSource source,
        LabeledImages? validation,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var trainer = new Trainer(definition, source, validation, options);
        while (!trainer.IsFinished)
        {
            trainer.RunEpoch(progress, cancellationToken);
        }

        return trainer.GetResult();
    }

    /// <summary>Runs one epoch.</summary>
    /// <param name="progress">Told how far it is, about ten times per second; may be null.</param>
    /// <param name="cancellationToken">Cancelling ends the epoch between two steps; it then does not count, and <see cref="IsFinished"/> is true.</param>
    /// <returns>The epoch's record, or null when it was cancelled.</returns>
    public EpochRecord? RunEpoch(IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        int epoch = Epoch;
        BeginEpoch(epoch);
        long begin = Stopwatch.GetTimestamp();
        long reported = begin;
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _cancelled = true;
                return null;
            }

            RunStep(step);
            if (progress is not null && Stopwatch.GetElapsedTime(reported).TotalSeconds > 0.1)
            {
                reported = Stopwatch.GetTimestamp();
                progress.Report(Describe(step + 1, Stopwatch.GetElapsedTime(begin).TotalSeconds, null));
            }
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        EpochRecord record = EndEpoch(epoch, seconds);
        progress?.Report(Describe(StepsPerEpoch, seconds, record));
        return record;
    }

    /// <summary>All that the training is now, between two epochs.</summary>
    public TrainerState Capture() => new(_trained.Definition, Options, [.. _epochs])
    {
        Weights = _weights.Span.ToArray(),
        First = _update.First.Span.ToArray(),
        Second = _update.Second?.Span.ToArray() ?? [],
        Average = _update.Average?.Span.ToArray() ?? [],
        Best = [.. _best],
        BestEpoch = _bestEpoch,
        Steps = _update.Steps,
    };

    /// <summary>The result so far: the best network by validation (see <see cref="TrainingOptions.KeepBest"/>), or the current one.</summary>
    public TrainingResult GetResult()
    {
        TrainingEnd end = _cancelled ? TrainingEnd.Cancelled : Epoch < Options.Epochs && HasStalled ? TrainingEnd.StoppedEarly : TrainingEnd.Completed;
        bool best = _best.Length > 0 && Options.KeepBest;
        return new TrainingResult(_trained.GetResult(best ? _best : CurrentValues()), new TrainingHistory(_epochs, best ? _bestEpoch : Epoch, end), Options);
    }

    /// <summary>Ends the threads and frees the memory.</summary>
    public void Dispose()
    {
        _crew.Dispose();
        foreach (TrainingWorker worker in _workers)
        {
            worker.Dispose();
        }

        _update.Dispose();
        _weights.Dispose();
    }

    /// <summary>Runs one step of the epoch that was begun; allocates nothing.</summary>
    internal void RunStep(int step)
    {
        _batchStart = step * Options.BatchSize;
        _batchSize = Math.Min(Options.BatchSize, _trainingCount - _batchStart);
        _rate = Options.GetLearningRate(_update.Steps, StepsPerEpoch);
        _stepKey = SeededRandom.Mix(_epochKey + ((ulong)step << 20));
        _crew.Run(_gradientJob);
        _crew.Run(_updateJob);
        _update.Steps++;
    }

    /// <summary>Fetches the epoch's images and shuffles their order.</summary>
    internal void BeginEpoch(int epoch)
    {
        _images = epoch == 0 ? _first : _nextImages?.GetAwaiter().GetResult() ?? _source.GetEpoch(epoch);
        if (epoch > 0)
        {
            CheckEpoch(epoch);
        }

        _nextImages = epoch + 1 < Options.Epochs && _source is not FixedTrainingSource ? Task.Run(() => _source.GetEpoch(epoch + 1)) : null;
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        new SeededRandom((ulong)Options.Seed, (ulong)epoch + 0x5AFF1E).Shuffle(_order);
        _epochKey = SeededRandom.Mix(SeededRandom.Mix((ulong)Options.Seed) + (ulong)epoch);
        foreach (TrainingWorker worker in _workers)
        {
            worker.Reset();
        }
    }

    private static TrainingOptions WithoutNormalizing(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Normalize = false };
    }

    private static (int TrainingCount, LabeledImages? Validation) Split(LabeledImages training, LabeledImages? validation, TrainingOptions options)
    {
        int held = validation is null ? options.ValidationCount : 0;
        if (training.Count - held < 1)
        {
            throw new InvalidDataSetException($"{training.Count} training images, of which {held} are held out for validation, leave nothing to train on.");
        }

        return (training.Count - held, held > 0 ? training.Slice(training.Count - held, held) : validation);
    }

    private static void CheckImages(NetworkDefinition definition, LabeledImages images, string role)
    {
        if (definition.Input != new LayerShape(1, images.Rows, images.Columns) || images.ClassCount > definition.ClassCount)
        {
            throw new InvalidDataSetException(
                $"The {role} images are 1×{images.Rows}×{images.Columns} with {images.ClassCount} classes, but the network \"{definition.Name}\" takes {definition.Input} with {definition.ClassCount}.");
        }
    }

    private static int ChooseLanes(LanePlan plan, int batchSize, int threads)
    {
        int share = (batchSize + threads - 1) / threads;
        int least = plan.Definition.Layers.Any(l => l is BatchNormalization) ? LeastNormalized : 16;
        long fitting = Math.Clamp(BlockBytes / plan.BytesPerLane, least, MostLanes);
        if (plan.Definition.Layers.All(l => l is Dense or Relu or Sigmoid or Tanh or Dropout))
        {
            // Weights weigh more than maps: few large blocks read and write them least.
            fitting = MostLanes;
        }

        int blocks = (int)((share + fitting - 1) / fitting);
        return (((share + blocks - 1) / blocks) + 15) & ~15;
    }

    private void CheckEpoch(int epoch)
    {
        if (_images.Count != _first.Count || _images.Rows != _first.Rows || _images.Columns != _first.Columns || _images.ClassCount > _network.Definition.ClassCount)
        {
            throw new InvalidDataSetException(
                $"Epoch {epoch + 1} has {_images.Count} images of {_images.Rows}×{_images.Columns}, but the first has {_first.Count} of {_first.Rows}×{_first.Columns}; all must be alike.");
        }
    }

    private void ComputeGradients(int worker)
    {
        int start = (int)((long)_batchSize * worker / _workers.Length);
        int end = (int)((long)_batchSize * (worker + 1) / _workers.Length);
        _workers[worker].Process(_images, _order.AsSpan(_batchStart + start, end - start), _batchSize, _epochKey, _stepKey + (ulong)start);
    }

    private void UpdateWeights(int worker) => _update.Apply(worker, _workers, _rate, _batchSize);

    private float[] CurrentValues() => (_update.Average ?? _weights).Span.ToArray();

    private EpochRecord EndEpoch(int epoch, double seconds)
    {
        int seen = Math.Min(_trainingCount, StepsPerEpoch * Options.BatchSize);
        double? loss = null;
        double? accuracy = null;
        if (_evaluator is not null)
        {
            float[] values = CurrentValues();
            values.CopyTo(_network.Values);
            (loss, accuracy) = _evaluator.Run(_network, _crew);
            if (_bestEpoch == 0 || IsBetter(accuracy.Value, loss.Value, _epochs[_bestEpoch - 1]))
            {
                _best = values;
                _bestEpoch = epoch + 1;
            }
        }

        var record = new EpochRecord(
            epoch + 1,
            _rate,
            _workers.Sum(w => w.Loss) / seen,
            (double)_workers.Sum(w => w.Correct) / seen,
            loss,
            accuracy,
            seconds,
            seen / Math.Max(seconds, 1e-9));
        _epochs.Add(record);
        return record;
    }

    private static bool IsBetter(double accuracy, double loss, EpochRecord best) =>
        accuracy > best.ValidationAccuracy || (accuracy == best.ValidationAccuracy && loss < best.ValidationLoss);

    private TrainingProgress Describe(int step, double seconds, EpochRecord? record)
    {
        int epoch = record?.Epoch ?? Epoch + 1;
        double seen = Math.Max(1, Math.Min(_trainingCount, (long)step * Options.BatchSize));
        double left = seconds / step * (((long)(Options.Epochs - epoch) * StepsPerEpoch) + StepsPerEpoch - step);
        return new TrainingProgress(
            epoch,
            Options.Epochs,
            step,
            StepsPerEpoch,
            _workers.Sum(w => w.Loss) / seen,
            _workers.Sum(w => w.Correct) / seen,
            _rate,
            seen / Math.Max(seconds, 1e-9),
            TimeSpan.FromSeconds(left),
            record);
    }
}
