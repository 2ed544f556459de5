using System.Text;
using System.Text.Json;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

/// <summary>
/// All that a training is between two epochs: values, optimizer's memory, moving average, best network so far and history. Order, dropout and distortions
/// follow from seed and epoch alone, so a training that resumes from here gives the weights of an uninterrupted one, bit for bit (on the same machine). Immutable.
/// </summary>
public sealed class TrainerState
{
    private const string Magic = "MlNetInvoice training state";
    private const int FormatVersion = 1;

    internal TrainerState(NetworkDefinition definition, TrainingOptions options, IReadOnlyList<EpochRecord> epochs)
    {
        Definition = definition;
        Options = options;
        Epochs = epochs;
    }

    /// <summary>What the network computes.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The options of the training, with the number of threads it really uses.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Records of the epochs done.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    internal float[] Weights { get; init; } = [];

    internal float[] First { get; init; } = [];

    internal float[] Second { get; init; } = [];

    internal float[] Average { get; init; } = [];

    internal float[] Best { get; init; } = [];

    internal int BestEpoch { get; init; }

    internal long Steps { get; init; }

    /// <summary>Writes the state; <see cref="Load"/> reads it back.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(Definition.ToJson());
        writer.Write(Options.ToJson());
        writer.Write(JsonSerializer.Serialize([.. Epochs], TrainingJson.Default.EpochRecordArray));
        writer.Write(Steps);
        writer.Write(BestEpoch);
        foreach (float[] values in new[] { Weights, First, Second, Average, Best })
        {
            writer.Write(values.Length);
            foreach (float value in values)
            {
                writer.Write(value);
            }
        }
    }

    /// <summary>Reads a state.</summary>
    /// <param name="stream">Where from, at the beginning of a state; left open.</param>
    /// <exception cref="InvalidModelException">The bytes are no such state, or damaged; the message says where.</exception>
    public static TrainerState Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            return Read(reader);
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or JsonException or ArgumentException)
        {
            throw new InvalidModelException($"The training state is damaged: {fault.Message}", fault);
        }
    }

    private static TrainerState Read(BinaryReader reader)
    {
        if (ReadText(reader, 64) != Magic)
        {
            throw new InvalidModelException("The file is no training state: it does not begin with the mark of one.");
        }

        int version = reader.ReadInt32();
        if (version != FormatVersion)
        {
            throw new InvalidModelException($"The training state was written by format {version}, this library reads {FormatVersion}.");
        }

        NetworkDefinition definition = NetworkDefinition.Parse(ReadText(reader, 1 << 20));
        TrainingOptions options = TrainingOptions.Parse(ReadText(reader, 1 << 16));
        EpochRecord[] epochs = JsonSerializer.Deserialize(ReadText(reader, 1 << 24), TrainingJson.Default.EpochRecordArray) ?? [];
        int length = TrainedNetwork.CountValues(definition, options);
        return new TrainerState(definition, options, epochs)
        {
            Steps = reader.ReadInt64(),
            BestEpoch = reader.ReadInt32(),
            Weights = ReadValues(reader, length, required: true),
            First = ReadValues(reader, length, required: true),
            Second = ReadValues(reader, length, options.Optimizer != OptimizerKind.Sgd),
            Average = ReadValues(reader, length, options.AverageDecay > 0),
            Best = ReadValues(reader, length, required: false),
        };
    }

    private static string ReadText(BinaryReader reader, int limit)
    {
        int length = reader.Read7BitEncodedInt();
        if (length < 0 || length > limit)
        {
            throw new FormatException($"a text of {length} bytes, at most {limit} are allowed");
        }

        byte[] bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException("it ends within a text");
    }

    private static float[] ReadValues(BinaryReader reader, int length, bool required)
    {
        int count = reader.ReadInt32();
        if (count != length && (required || count != 0))
        {
            throw new FormatException($"{count} values where the network has {length}");
        }

        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = reader.ReadSingle();
        }

        return values;
    }
}
