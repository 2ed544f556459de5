using MlNetInvoice.Data;
using MlNetInvoice.Fuzzing.Mutation;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>IDX files, plain or inside gzip.</summary>
public sealed class IdxTarget : IFuzzTarget
{
    private const int MaxBytes = 1 << 20;

    private static readonly (int At, int Size)[] Fields = [(0, 2), (2, 1), (3, 1), (4, 4), (8, 4), (12, 4), (16, 4)];

    private readonly bool _isGzip;

    /// <summary>One of the two.</summary>
    /// <param name="isGzip">Whether the files are compressed.</param>
    public IdxTarget(bool isGzip)
    {
        _isGzip = isGzip;
        Seeds = [.. ((int[][])[[5], [3, 4], [2, 28, 28], [1, 2, 3, 4], [10, 1]]).Select(Seed)];
    }

    /// <inheritdoc/>
    public string Name => _isGzip ? "gzip" : "idx";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; }

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => _isGzip
        ? GzipMutator.Mutate(seed, other, MutatePlain, random)
        : MutatePlain(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input) => IdxFile.Read(new MemoryStream(input), "input", MaxBytes);

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidDataSetException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (2L * MaxBytes) + (4L * input.Length) + (1 << 18);

    private static byte[] MutatePlain(byte[] seed, byte[] other, Random random) => FieldMutator.MutateBinary(seed, other, Fields, bigEndian: true, random);

    private byte[] Seed(int[] dimensions)
    {
        var values = new byte[dimensions.Aggregate((a, b) => a * b)];
        new Random(1).NextBytes(values);
        using var file = new MemoryStream();
        IdxFile.Write(file, new IdxArray(dimensions, values));
        return _isGzip ? GzipMutator.Wrap(file.ToArray(), []) : file.ToArray();
    }
}
