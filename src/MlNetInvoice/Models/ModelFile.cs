using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetInvoice.Files;
using MlNetInvoice.Models.MLNet;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models;

/// <summary>
/// Saves and loads models: a <c>.zip</c> of <c>manifest.json</c> and <c>weights.bin</c> (little-endian 32-bit floats, parameter after parameter as the manifest
/// lists them), and perhaps <c>expert.zip</c>, the model file of <see cref="TrainedModel.Expert"/>. Loading checks sizes, counts, hash and version before it trusts any of them, and never creates a type that the file names. The entries are
/// stored without compression (weights hardly shrink), so the same model gives the same bytes whatever version of zlib is at hand. A pipeline that ML.NET saved is loaded too:
/// the model in it, without ML.NET.
/// </summary>
public static class ModelFile
{
    /// <summary>The newest format that this library reads, and the one that it writes.</summary>
    public const int FormatVersion = 1;

    /// <summary>Largest file that is read, in bytes: 320 MiB.</summary>
    public const int MaxFileBytes = 320 * 1024 * 1024;

    /// <summary>Largest manifest that is read, in bytes: 4 MiB.</summary>
    public const int MaxManifestBytes = 4 * 1024 * 1024;

    private const string ManifestEntry = "manifest.json";
    private const string WeightsEntry = "weights.bin";
    private const string ExpertEntry = "expert.zip";
    private const int MaxDeflateRatio = 1032;

    // The first moment that a zip can express: the same model gives the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Saves a model beside its place and renames it: the path holds the old file whole or the new one whole.</summary>
    /// <param name="model">What to save.</param>
    /// <param name="path">Where; its folder is created where it is missing.</param>
    /// <exception cref="InvalidModelException">A weight is no number.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(TrainedModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ToBytes(model);
        AtomicFile.Write(path, bytes);
    }

    /// <summary>Saves a model to a stream.</summary>
    /// <param name="model">What to save.</param>
    /// <param name="stream">Where; it need not seek and is left open.</param>
    /// <exception cref="InvalidModelException">A weight is no number.</exception>
    public static void Save(TrainedModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToBytes(model));
    }

    /// <summary>Loads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidModelException">The file is missing or not a model, is damaged, or was written by a later format.</exception>
    public static TrainedModel Load(string path) => Open(path, Load);

    /// <summary>Loads a model.</summary>
    /// <param name="stream">The file's bytes; read to the end where it cannot seek, left open.</param>
    /// <exception cref="InvalidModelException">The bytes are not a model, are damaged, or were written by a later format.</exception>
    public static TrainedModel Load(Stream stream) => Read(stream, (manifest, archive) =>
    {
        TrainedModel model = LoadAlone(manifest, archive);
        return archive.GetEntry(ExpertEntry) is null ? model : model.WithExpert(ReadExpert(archive, LoadAlone));
    });

    private static TrainedModel LoadAlone(ModelManifest manifest, ZipArchive archive)
    {
        long values = ManifestFields.ParametersOf(manifest.Architecture).Sum(parameter => parameter.Count);
        CheckWeightsLength(archive, values);
        Network network = Network.CreateEmpty(manifest.Architecture);
        ReadWeights(archive, network, manifest.WeightsSha256);
        return new TrainedModel(network, manifest);
    }

    /// <summary>Reads what a model file says about its model, without its weights.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidModelException">The file is missing or not a model, is damaged, or was written by a later format.</exception>
    public static ModelManifest ReadManifest(string path) => Open(path, ReadManifest);

    /// <summary>Reads what a model file says about its model, without its weights.</summary>
    /// <param name="stream">The file's bytes; read to the end where it cannot seek, left open.</param>
    /// <exception cref="InvalidModelException">The bytes are not a model, are damaged, or were written by a later format.</exception>
    public static ModelManifest ReadManifest(Stream stream) => Read(stream, (manifest, _) => manifest);

    /// <summary>Reads what a model file says about its model's expert, without weights.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The expert's manifest; null if the model has none.</returns>
    /// <exception cref="InvalidModelException">The file is missing or not a model, is damaged, or was written by a later format.</exception>
    public static ModelManifest? ReadExpertManifest(string path) => Open(path, ReadExpertManifest);

    /// <summary>Reads what a model file says about its model's expert, without weights.</summary>
    /// <param name="stream">The file's bytes; read to the end where it cannot seek, left open.</param>
    /// <returns>The expert's manifest; null if the model has none.</returns>
    /// <exception cref="InvalidModelException">The bytes are not a model, are damaged, or were written by a later format.</exception>
    public static ModelManifest? ReadExpertManifest(Stream stream) =>
        Read(stream, (_, archive) => archive.GetEntry(ExpertEntry) is null ? null : ReadExpert(archive, (manifest, _) => manifest));

    private static T ReadExpert<T>(ZipArchive archive, Func<ModelManifest, ZipArchive, T> read)
    {
        try
        {
            using var inner = new MemoryStream(ReadEntry(archive, ExpertEntry, MaxFileBytes), writable: false);
            // Refused before it is opened: files nested in each other a thousand times would cost a thousand copies.
            return Read(inner, (manifest, own) => own.GetEntry(ExpertEntry) is null ? read(manifest, own) : throw new InvalidModelException($"holds {ExpertEntry}, but an expert has no expert itself."));
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException($"{ExpertEntry}: {fault.Message}", fault);
        }
    }

    private static byte[] ToBytes(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckNumbers(model.Network);
        byte[] weights = MemoryMarshal.AsBytes(model.Network.Values).ToArray();
        SwapWhereBigEndian(weights);
        ModelManifest manifest = model.Manifest with
        {
            FormatVersion = FormatVersion,
            WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(weights)),
        };
        using var output = new MemoryStream(weights.Length + (64 * 1024));
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            WriteEntry(archive, ManifestEntry, ManifestJson.Write(manifest));
            WriteEntry(archive, WeightsEntry, weights);
            if (model.Expert is { } expert)
            {
                WriteEntry(archive, ExpertEntry, ToBytes(expert));
            }
        }

        return output.ToArray();
    }

    private static void WriteEntry(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static T Open<T>(string path, Func<Stream, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return read(stream);
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException($"{path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException($"{path}: cannot be opened: {fault.Message}", fault);
        }
    }

    private static T Read<T>(Stream stream, Func<ModelManifest, ZipArchive, T> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using MemoryStream? copy = stream.CanSeek ? null : CopyCapped(stream);
            Stream source = copy ?? stream;
            if (source.Length - source.Position > MaxFileBytes)
            {
                throw new InvalidModelException($"The file has {source.Length - source.Position} bytes, more than the {MaxFileBytes} that a model may have.");
            }

            using var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true);
            if (PipelineFile.IsOne(archive))
            {
                using var inner = new MemoryStream(PipelineFile.ReadModel(archive), writable: false);
                using var own = new ZipArchive(inner, ZipArchiveMode.Read);
                return Read(own, read);
            }

            return Read(archive, read);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            // ZipArchive answers a damaged archive with any of these.
            throw new InvalidModelException($"The file is no model .zip, or is damaged: {fault.Message}", fault);
        }
    }

    private static T Read<T>(ZipArchive archive, Func<ModelManifest, ZipArchive, T> read)
    {
        CheckEntries(archive);
        ModelManifest manifest = ManifestJson.Parse(ReadEntry(archive, ManifestEntry, MaxManifestBytes));
        return read(manifest, archive);
    }

    private static MemoryStream CopyCapped(Stream stream)
    {
        var copy = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is int count && count > 0)
        {
            if (copy.Length + count > MaxFileBytes)
            {
                throw new InvalidModelException($"The file has more than the {MaxFileBytes} bytes that a model may have.");
            }

            copy.Write(buffer.AsSpan(0, count));
        }

        copy.Position = 0;
        return copy;
    }

    private static void CheckEntries(ZipArchive archive)
    {
        foreach (string name in (ReadOnlySpan<string>)[ManifestEntry, WeightsEntry])
        {
            int count = archive.Entries.Count(entry => entry.FullName == name);
            if (count != 1)
            {
                throw new InvalidModelException(count == 0 ? $"{name}: is missing, so this is no model file." : $"{name}: is there {count} times.");
            }
        }

        ZipArchiveEntry? other = archive.Entries.FirstOrDefault(entry => entry.FullName is not (ManifestEntry or WeightsEntry or ExpertEntry));
        if (other is not null)
        {
            string name = other.FullName.Length > 60 ? other.FullName[..60] + "…" : other.FullName;
            throw new InvalidModelException($"{name}: is no part of a model file, which holds {ManifestEntry}, {WeightsEntry} and perhaps {ExpertEntry} alone.");
        }

        if (archive.Entries.Count(entry => entry.FullName == ExpertEntry) > 1)
        {
            throw new InvalidModelException($"{ExpertEntry}: is there more than once.");
        }
    }

    private static byte[] ReadEntry(ZipArchive archive, string name, long maxBytes)
    {
        ZipArchiveEntry entry = archive.GetEntry(name)!;
        if (entry.Length > maxBytes)
        {
            throw new InvalidModelException($"{name}: declares {entry.Length} bytes, more than the {maxBytes} allowed.");
        }

        byte[] content = new byte[CheckedLength(entry)];
        ReadExactly(entry, content);
        return content;
    }

    // Before the network is allocated: a manifest of a hundred bytes may declare a hundred megabytes of weights.
    private static void CheckWeightsLength(ZipArchive archive, long values)
    {
        ZipArchiveEntry entry = archive.GetEntry(WeightsEntry)!;
        if (entry.Length != values * sizeof(float))
        {
            throw new InvalidModelException($"{WeightsEntry}: has {entry.Length} bytes, but the {values} values of the architecture want {values * sizeof(float)}.");
        }

        _ = CheckedLength(entry);
    }

    private static void ReadWeights(ZipArchive archive, Network network, string sha256)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(network.Values);
        ReadExactly(archive.GetEntry(WeightsEntry)!, bytes);
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != sha256)
        {
            throw new InvalidModelException($"{WeightsEntry}: its SHA-256 is {found}, but {ManifestEntry} says {sha256}: the file is damaged.");
        }

        SwapWhereBigEndian(bytes);
        CheckNumbers(network);
    }

    private static int CheckedLength(ZipArchiveEntry entry) => entry.Length <= Math.Max(1, entry.CompressedLength) * MaxDeflateRatio
        ? (int)entry.Length
        : throw new InvalidModelException($"{entry.FullName}: {entry.CompressedLength} compressed bytes cannot hold the {entry.Length} that are declared.");

    private static void ReadExactly(ZipArchiveEntry entry, Span<byte> content)
    {
        using Stream stream = entry.Open();
        int count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (count < content.Length || stream.ReadByte() >= 0)
        {
            throw new InvalidModelException($"{entry.FullName}: does not hold the {entry.Length} bytes that are declared.");
        }
    }

    private static void CheckNumbers(Network network)
    {
        foreach (NetworkParameter parameter in network.Parameters)
        {
            foreach (float value in parameter.Values)
            {
                if (!float.IsFinite(value))
                {
                    throw new InvalidModelException($"{WeightsEntry}: {parameter.Name} holds {(float.IsNaN(value) ? "NaN" : "an infinite value")}.");
                }
            }
        }
    }

    private static void SwapWhereBigEndian(Span<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
