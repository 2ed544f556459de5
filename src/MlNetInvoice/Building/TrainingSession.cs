using MlNetInvoice.Evaluation;
using MlNetInvoice.Files;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Building;

/// <summary>
/// Runs a training to its model: the command line's and ML.NET's <c>Fit</c> alike. If the job names a model file, the state is written beside it after every epoch, so
/// that a kill at any moment costs at most one epoch; cancelling saves the best network so far as the model and keeps the state.
/// </summary>
public static class TrainingSession
{
    /// <summary>Trains, tests and, if the job names a file, saves.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="progress">Told how far it is, about ten times a second; may be null.</param>
    /// <param name="cancellationToken">Cancelling ends the training; the best network so far is tested and saved, if an epoch was finished.</param>
    /// <returns>The model; null where it was cancelled before the first epoch's end.</returns>
    /// <exception cref="InvalidModelException">The state to go on from is damaged, or of another training.</exception>
    /// <exception cref="InvalidDataSetException">The images do not fit the network.</exception>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    public static TrainedModel? Run(TrainingJob job, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        using Trainer trainer = CreateTrainer(job);
        while (!trainer.IsFinished)
        {
            if (trainer.RunEpoch(progress, cancellationToken) is { } epoch)
            {
                if (job.StatePath is { } path)
                {
                    AtomicFile.Write(path, trainer.Capture().Save);
                }

                job.EpochEnded?.Invoke(trainer.GetResult().Network, epoch);
            }
        }

        TrainingResult result = trainer.GetResult();
        if (result.History.Epochs.Count == 0)
        {
            return null;
        }

        if (job is { Initial: { } initial, InitialShare: > 0 })
        {
            result = result with { Network = Blend(initial.Network, result.Network, job.InitialShare) };
        }

        IReadOnlyList<float>? confidence = result.History.End == TrainingEnd.Cancelled ? null : job.Calibrate?.Invoke(result.Network, cancellationToken);
        TrainedModel model = Describe(job, result, confidence);
        if (job is { ModelPath: { } file, StatePath: { } state })
        {
            ModelFile.Save(model, file);
            if (result.History.End != TrainingEnd.Cancelled)
            {
                File.Delete(state);
            }
        }

        return model;
    }

    private static Trainer CreateTrainer(TrainingJob job)
    {
        ITrainingSource source = job.Source ?? new FixedTrainingSource(job.Training);
        if (!job.Resume || !File.Exists(job.StatePath))
        {
            return job.Initial is { } initial
                ? new Trainer(CheckInitial(job, initial), source, job.Validation, job.Config.Options)
                : new Trainer(job.Config.Architecture, source, job.Validation, job.Config.Options);
        }

        TrainerState state;
        using (FileStream stream = File.OpenRead(job.StatePath))
        {
            state = TrainerState.Load(stream);
        }

        TrainingOptions wanted = job.Config.Options.Threads == 0 ? job.Config.Options with { Threads = state.Options.Threads } : job.Config.Options;
        wanted = job.Initial is null ? wanted : wanted with { Normalize = false };
        if (state.Options != wanted || state.Definition.ToJson() != job.Config.Architecture.ToJson())
        {
            throw new InvalidModelException($"{job.StatePath}: was left by a training with other settings; repeat its settings, or begin anew without resuming.");
        }

        return new Trainer(state, source, job.Validation);
    }

    private static Network Blend(Network initial, Network trained, float initialShare)
    {
        Network blended = trained.Clone();
        ReadOnlySpan<float> first = initial.Values;
        Span<float> values = blended.Values;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (initialShare * first[i]) + ((1 - initialShare) * values[i]);
        }

        return blended;
    }

    private static Network CheckInitial(TrainingJob job, TrainedModel initial) => initial.Network.Definition.ToJson() == job.Config.Architecture.ToJson()
        ? initial.Network
        : throw new InvalidModelException($"The model to tune is a \"{initial.Network.Definition.Name}\", but a \"{job.Config.Architecture.Name}\" is to be trained: the two must be the same network.");

    private static TrainedModel Describe(TrainingJob job, TrainingResult result, IReadOnlyList<float>? confidence)
    {
        List<DataFingerprint> data = [DataFingerprint.Of($"{job.DataName}, training", job.Training)];
        ClassificationReport? report = null;
        if (job.Validation is not null)
        {
            data.Add(DataFingerprint.Of($"{job.DataName}, validation", job.Validation));
        }

        if (job.Test is not null)
        {
            data.Add(DataFingerprint.Of($"{job.DataName}, test", job.Test));
            report = ClassificationReport.Measure(new NetworkClassifier(result.Network).Classify, job.Test, job.Classes, CancellationToken.None);
        }

        return new TrainedModel(result.Network, new ModelManifest
        {
            Architecture = result.Network.Definition,
            Classes = job.Classes,
            Training = result.Options,
            History = result.History,
            Data = [.. data, .. job.Origins],
            TestReport = report,
            ReadingConfidence = confidence,
        });
    }
}
