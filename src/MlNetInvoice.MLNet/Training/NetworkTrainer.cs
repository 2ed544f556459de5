using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Trains a network in an ML.NET pipeline. Made by <see cref="NetworkTrainersCatalog"/>. The images are gathered as bytes (1 is 255), so features between the
/// levels of an 8-bit picture are rounded for training; scoring takes them as they are.
/// </summary>
public sealed class NetworkTrainer : ITrainerEstimator<NetworkTransformer, Network>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly LbfgsMaximumEntropyMulticlassTrainer _shape;

    internal NetworkTrainer(MLContext mlContext, NetworkDefinition definition, NetworkTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(definition.ClassCount);
        CheckChannels(definition, nameof(definition));
        _mlContext = mlContext;
        _host = ((IHostEnvironment)mlContext).Register(nameof(NetworkTrainer));
        Definition = definition;
        Options = options;

        // Never fitted: an outside library cannot build a SchemaShape, so trainers of ML.NET state the columns and the mismatch errors, and the kind of trainer.
        _shape = mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options.LabelColumnName, options.FeatureColumnName);
        Info = mlContext.MulticlassClassification.Trainers.NaiveBayes(options.LabelColumnName, options.FeatureColumnName).Info;
    }

    /// <summary>What is trained.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>How it is trained.</summary>
    public NetworkTrainerOptions Options { get; }

    /// <summary>What ML.NET wants to know of a trainer: no normalization needed beyond values from 0 to 1, no caching.</summary>
    public TrainerInfo Info { get; }

    /// <summary>The columns after this trainer: those before it, <c>Score</c> and <c>PredictedLabel</c>.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type: ML.NET's own schema mismatch.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _shape.GetOutputSchema(inputSchema);

    /// <summary>Trains on a view.</summary>
    /// <param name="input">Holds the feature and label columns; rows without a label or with missing features are left out, as ML.NET's trainers do.</param>
    /// <returns>The trained network as a transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type or size: ML.NET's own schema mismatch.</exception>
    /// <exception cref="InvalidOperationException">No row is left, or a feature lies outside 0 to 1.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public NetworkTransformer Fit(IDataView input) => Fit(input, null);

    /// <summary>Trains on a view and keeps the epoch that is best on another.</summary>
    /// <param name="input">As for the other overload.</param>
    /// <param name="validation">Rows of the same columns, or null for none.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/returns|/exception"/>
    public NetworkTransformer Fit(IDataView input, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(input);
        LabelOrder order = CheckSchema(input.Schema);
        using IChannel channel = _host.Start("Training");
        LabeledImages training = TrainingRows.Read(input, Options, Definition, order, channel);
        LabeledImages? held = validation is null ? null : TrainingRows.Read(validation, Options, Definition, CheckSchema(validation.Schema, order.ClassNames), channel);
        TrainingOptions settings = (Options.Training ?? TrainingOptions.For(Definition.Name)) with { Seed = Options.Seed ?? _host.Rand.Next() };
        var job = new TrainingJob
        {
            Config = new TrainingConfig(Definition, settings),
            Training = training,
            Validation = held,
            Test = Options.Test is null ? null : TrainingRows.Read(Options.Test, Options, Definition, CheckSchema(Options.Test.Schema, order.ClassNames), channel),
            DataName = Options.DataName,
            Classes = order.ClassNames,
            Calibrate = Options.Calibrate,
        };
        TrainedModel? model = TrainingSession.Run(job, new LoggedProgress(channel, Options.Progress), Options.CancellationToken);
        Options.CancellationToken.ThrowIfCancellationRequested();
        return new NetworkTransformer(_mlContext, model!, Options.FeatureColumnName, Options.LabelColumnName);
    }

    internal static void CheckChannels(NetworkDefinition definition, string parameter)
    {
        if (definition.Input.Channels != 1)
        {
            throw new ArgumentException($"The network \"{definition.Name}\" wants {definition.Input.Channels} channels, but a column of images holds one.", parameter);
        }
    }

    private LabelOrder CheckSchema(DataViewSchema inputSchema, IReadOnlyList<string>? classNames = null)
    {
        DataViewSchema.Column? features = inputSchema.GetColumnOrNull(Options.FeatureColumnName);
        DataViewSchema.Column? label = inputSchema.GetColumnOrNull(Options.LabelColumnName);
        if (features?.Type is not VectorDataViewType { IsKnownSize: true } vector || vector.ItemType != NumberDataViewType.Single
            || label?.Type is not KeyDataViewType key || key.RawType != typeof(uint))
        {
            // What does not fit us does not fit this trainer either, and it says so in ML.NET's own words.
            _shape.Fit(new EmptyRows(inputSchema));
            throw new InvalidOperationException($"Columns {Options.FeatureColumnName} and {Options.LabelColumnName} do not fit a network.");
        }

        if (vector.Size != Definition.InputLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema),
                string.Create(CultureInfo.InvariantCulture, $"Schema mismatch for feature column '{Options.FeatureColumnName}': expected Vector<Single, {Definition.InputLength}>, got {vector}"));
        }

        return LabelOrder.Read(label.Value, Definition.ClassCount, classNames ?? Options.ClassNames);
    }

    /// <summary>Sends the end of each epoch to the ML.NET log and everything to the caller.</summary>
    private sealed class LoggedProgress(IChannel channel, IProgress<TrainingProgress>? caller) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.FinishedEpoch is EpochRecord epoch)
            {
                string validation = epoch.ValidationAccuracy is double accuracy
                    ? string.Create(CultureInfo.InvariantCulture, $", validation loss {epoch.ValidationLoss:0.0000}, accuracy {accuracy:0.00%}")
                    : "";
                channel.Info(MessageSensitivity.None, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Epoch {epoch.Epoch} of {value.Epochs}: loss {epoch.TrainingLoss:0.0000}, accuracy {epoch.TrainingAccuracy:0.00%}{validation}, {epoch.ImagesPerSecond:0} images/s"));
            }

            caller?.Report(value);
        }
    }
}
