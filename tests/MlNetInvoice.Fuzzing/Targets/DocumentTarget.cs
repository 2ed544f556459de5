using System.Globalization;
using MlNetInvoice.Documents;
using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>One format that MlNetInvoice.Documents decodes by a library: its pages are decoded in this process, so that a fault of native code ends the run and is found.</summary>
public sealed class DocumentTarget : IFuzzTarget
{
    private static readonly DocumentOptions Options = new()
    {
        MaxPages = 20,
        MaxMemoryBytes = 256 << 20,
        Timeout = TimeSpan.FromSeconds(30), // The harness measures time itself; a cold start on a busy machine is no finding.
        Decoder = new ImageDecoderOptions { MaxPixels = 1 << 20, MaxFileBytes = 4 << 20 },
    };

    private static readonly (int At, int Size)[] BmpFields =
        [(2, 4), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2), (30, 4), (34, 4), (46, 4), (50, 4), (54, 4), (58, 4), (62, 4), (66, 4)];

    private readonly Func<byte[], byte[], Random, byte[]> _mutate;

    private DocumentTarget(string name, string folder, string extensions, Func<byte[], byte[], Random, byte[]> mutate)
    {
        Name = name;
        _mutate = mutate;
        Seeds = SeedFiles.Read(folder, extensions);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>The formats.</summary>
    public static IEnumerable<IFuzzTarget> All() =>
    [
        new DocumentTarget("bmp", Path.Combine(SeedFiles.References, "bmp"), ".bmp", (seed, other, random) => FieldMutator.MutateBinary(seed, other, BmpFields, bigEndian: false, random)),
        new DocumentTarget("pnm", Path.Combine(SeedFiles.References, "pnm"), ".pbm .pgm .ppm", FieldMutator.MutateText),
        Of("gif", ".gif"), Of("webp", ".webp"), Of("tiff", ".tif"), Of("jp2", ".jp2 .j2k"), Gently("jxl", ".jxl"), Of("heic", ".heic"), Gently("avif", ".avif"), Of("arithmetic", ".jpg"),
        new DocumentTarget("pdf", Path.Combine(SeedFiles.Documents, "pdf"), ".pdf", (seed, other, random) => random.Next(2) == 0 ? FieldMutator.MutateText(seed, other, random) : ByteMutator.Mutate(seed, other, random)),
    ];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => _mutate(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        foreach (DocumentPage page in PageDecoder.Instance.Decode(input, Options))
        {
            if (page.Image is { } image && (long)image.Width * image.Height > Options.Decoder.MaxPixels)
            {
                throw new InvalidOperationException($"Page {page.Number} has {image.Width} × {image.Height} pixels, more than allowed.");
            }
        }
    }

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidImageException or ImageTooLargeException;

    /// <summary>What managed code may allocate: each of the pages its pixels several times over, a PDF what its streams unpack to besides.</summary>
    public long AllocationCap(byte[] input) => 2 * Options.MaxMemoryBytes;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Seeds.Count} seeds)");

    // One change at a time, a third of them behind the picture: in these codings hardly one survives a second.
    private static DocumentTarget Gently(string name, string extensions) => new(
        name, Path.Combine(SeedFiles.Documents, name), extensions, (seed, other, random) => random.Next(3) == 0 ? [.. seed, .. ByteMutator.MutateOnce([.. other], seed, random)] : ByteMutator.MutateOnce([.. seed], other, random));

    private static DocumentTarget Of(string name, string extensions) => new(name, Path.Combine(SeedFiles.Documents, name), extensions, ByteMutator.Mutate);
}
