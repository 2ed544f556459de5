using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

/// <summary>The committed pictures under <c>Imaging/References</c> and what independent decoders made of them (see <c>make_references.py</c>).</summary>
internal static class ReferenceFiles
{
    public static string Root { get; } = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "Imaging", "References");

    /// <summary>Names without folder of all files of a folder with an ending.</summary>
    public static string[] Names(string folder, string extension) =>
        [.. Directory.GetFiles(Path.Combine(Root, folder), "*" + extension).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root, name));

    /// <summary>Reads a binary PGM or PPM with code of its own, so that no decoder is judged by itself.</summary>
    public static (int Width, int Height, byte[] Samples) ReadPnm(string name)
    {
        byte[] file = Read(name);
        string[] words = Encoding.Latin1.GetString(file, 0, Math.Min(64, file.Length)).Split((char[])['\n', ' '], 5);
        int width = int.Parse(words[1], CultureInfo.InvariantCulture);
        int height = int.Parse(words[2], CultureInfo.InvariantCulture);
        int count = width * height * (words[0] == "P6" ? 3 : 1);
        return (width, height, file[^count..]);
    }

    /// <summary>A binary PPM as a picture.</summary>
    public static RgbImage ReadColors(string name)
    {
        (int width, int height, byte[] samples) = ReadPnm(name);
        return new RgbImage(width, height, samples);
    }

    /// <summary>A binary PGM as a picture.</summary>
    public static GrayImage ReadLuminance(string name)
    {
        (int width, int height, byte[] samples) = ReadPnm(name);
        return new GrayImage(width, height, samples);
    }

    /// <summary>The luminances of interleaved colours by BT.601 in floating point.</summary>
    public static byte[] LuminanceOf(byte[] rgb)
    {
        var gray = new byte[rgb.Length / 3];
        for (int i = 0; i < gray.Length; i++)
        {
            gray[i] = (byte)Math.Floor((0.299 * rgb[i * 3]) + (0.587 * rgb[(i * 3) + 1]) + (0.114 * rgb[(i * 3) + 2]) + 0.5);
        }

        return gray;
    }

    /// <summary>The largest difference of two rows of samples, which must be as long.</summary>
    public static int LargestDifference(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected)
    {
        Assert.That(actual.Length, Is.EqualTo(expected.Length), "number of samples");
        int largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(actual[i] - expected[i]));
        }

        return largest;
    }
}
