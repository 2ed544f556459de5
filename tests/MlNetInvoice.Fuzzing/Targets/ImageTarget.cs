using System.Globalization;
using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>One format of picture: its header is read, then its luminance and its colours, whole or reduced.</summary>
public sealed class ImageTarget : IFuzzTarget
{
    /// <summary>The most bytes that a decoder may allocate for each declared pixel, as <see cref="ImageDecoder"/> states.</summary>
    private const int BytesPerPixel = 16;

    /// <summary>And for each pixel of its width and height: rows and weights while it is reduced.</summary>
    private const int BytesPerSide = 64;

    /// <summary>For headers, tables and messages.</summary>
    private const int FixedBytes = 1 << 20;

    private static readonly ImageDecoderOptions Whole = new() { MaxPixels = 1 << 20, MaxFileBytes = 4 << 20 };

    private static readonly ImageDecoderOptions[] Reduced = [Whole with { ScaleDenominator = 2 }, Whole with { ScaleDenominator = 4 }, Whole with { ScaleDenominator = 8 }];

    private readonly Func<byte[], byte[], Random, byte[]> _mutate;

    private ImageTarget(string name, string extensions, Func<byte[], byte[], Random, byte[]> mutate)
    {
        Name = name;
        _mutate = mutate;
        string folder = Path.Combine(SeedFiles.References, name);
        Seeds = SeedFiles.Read(folder, extensions);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>The two formats that the library decodes itself.</summary>
    public static IEnumerable<IFuzzTarget> All() =>
    [
        new ImageTarget("png", ".png", PngMutator.Mutate),
        new ImageTarget("jpeg", ".jpg", JpegMutator.Mutate),
    ];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => _mutate(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        ImageHeader header = ImageDecoder.ReadHeader(input, Whole);
        _ = header.ToString();
        switch (input.Length % 6)
        {
            case 0:
                ImageDecoder.DecodeGray(input, Reduced[header.Width % 3]);
                break;
            case 1:
                ImageDecoder.DecodeRgb(input, Reduced[header.Width % 3]);
                break;
            case 2:
                ImageDecoder.DecodeGray(input, Whole);
                break;
            case 3:
                ImageDecoder.DecodeRgb(input, Whole);
                break;
            case 4:
                CheckDamage(ImageDecoder.RecoverGray(input, Whole, out ImageDamage? gray) is var kept ? (kept.Width, kept.Height) : default, gray);
                break;
            default:
                CheckDamage(ImageDecoder.RecoverRgb(input, Reduced[header.Width % 3], out ImageDamage? color) is var left ? (left.Width, left.Height) : default, color);
                break;
        }
    }

    private static void CheckDamage((int Width, int Height) size, ImageDamage? damage)
    {
        if (damage?.Missing is { } missing && (missing.X < 0 || missing.Y < 0 || missing.Width < 0 || missing.Height < 0 || missing.Right > size.Width || missing.Bottom > size.Height))
        {
            throw new InvalidOperationException($"{missing} is missing from a picture of {size}.");
        }
    }

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidImageException or ImageTooLargeException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input)
    {
        long bytes = 0;
        try
        {
            ImageHeader header = ImageDecoder.ReadHeader(input, Whole);
            long pixels = (long)header.Width * header.Height;
            bytes = pixels > Whole.MaxPixels ? 0 : (BytesPerPixel * pixels) + (BytesPerSide * ((long)header.Width + header.Height));
        }
        catch (Exception fault) when (IsDocumented(fault))
        {
            // Nothing readable is declared: nothing but the file itself may be allocated for.
        }

        return FixedBytes + (4L * input.Length) + bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Seeds.Count} seeds)");
}
