using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>What each format is decoded to, against the format's own tool.</summary>
public class PictureConformanceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    // Colours are carried at half the resolution: decoders smooth them in ways of their own.
    [TestCase("webp/lossless.webp", 0)]
    [TestCase("webp/lossy.webp", 2)]
    public void WebP_is_as_dwebp_decodes_it(string name, int tolerance)
    {
        Tool.Run("dwebp", "-quiet", References.PathOf(name), "-ppm", "-o", _folder.File("a.ppm"));
        Compare(name, ReadPpm(_folder.File("a.ppm")), tolerance);
    }

    [TestCase("heic/picture.heic", 3)]
    [TestCase("avif/picture.avif", 3)]
    public void HEIC_and_AVIF_are_as_heif_convert_decodes_them(string name, int tolerance)
    {
        Tool.Run("heif-convert", References.PathOf(name), _folder.File("a.png"));
        RgbImage expected = ImageDecoder.LoadRgb(_folder.File("a.png"));
        Compare(name, expected, tolerance);
    }

    [TestCase("jp2/file.jp2")]
    [TestCase("jp2/stream.j2k")]
    public void JPEG_2000_is_as_opj_decompress_decodes_it(string name)
    {
        Tool.Run("opj_decompress", "-i", References.PathOf(name), "-o", _folder.File("a.ppm"));
        Compare(name, ReadPpm(_folder.File("a.ppm")), 0);
    }

    [TestCase("jxl/lossless.jxl", 0)]
    [TestCase("jxl/lossy.jxl", 2)]
    public void JPEG_XL_is_as_djxl_decodes_it(string name, int tolerance)
    {
        Tool.Run("djxl", References.PathOf(name), _folder.File("a.ppm"));
        Compare(name, ReadPpm(_folder.File("a.ppm")), tolerance);
    }

    [TestCase("arithmetic/sequential.jpg")]
    [TestCase("arithmetic/progressive.jpg")]
    public void Arithmetic_JPEG_is_as_djpeg_decodes_it(string name) => Compare(name, ParsePpm(Tool.Run("djpeg", References.PathOf(name))), 1);

    [TestCase("tiff/none.tif", 0)]
    [TestCase("tiff/lzw.tif", 0)]
    [TestCase("tiff/zip.tif", 0)]
    [TestCase("tiff/rle.tif", 0)]
    [TestCase("tiff/big-endian.tif", 0)]
    [TestCase("tiff/fax3.tif", 0)]
    [TestCase("tiff/fax4.tif", 0)]
    [TestCase("tiff/jpeg.tif", 3)]
    public void TIFF_is_as_tiff2rgba_decodes_it(string name, int tolerance)
    {
        Tool.Run("tiff2rgba", "-c", "none", "-n", References.PathOf(name), _folder.File("a.tif"));
        Compare(name, ReadPlainTiff(File.ReadAllBytes(_folder.File("a.tif"))), tolerance);
    }

    [TestCase("gif/palette.gif")]
    [TestCase("gif/interlaced.gif")]
    public void GIF_holds_the_colours_that_were_put_in(string name)
    {
        // The palette has 16 or 64 of the picture's colours: each pixel is near its original.
        RgbImage source = ReadPpm(Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "Imaging", "References", "resampling", "source.ppm"));
        RgbImage decoded = References.Decode(References.Read(name));
        Assert.That((decoded.Width, decoded.Height), Is.EqualTo((source.Width, source.Height)));
        double sum = 0;
        for (int i = 0; i < source.Samples.Length; i++)
        {
            sum += Math.Abs(decoded.Samples[i] - source.Samples[i]);
        }

        Assert.That(sum / source.Samples.Length, Is.LessThan(25));
    }

    private static void Compare(string name, RgbImage expected, int tolerance)
    {
        RgbImage actual = References.Pages(name)[0].Image!;
        Assert.That((actual.Width, actual.Height), Is.EqualTo((expected.Width, expected.Height)));
        int largest = 0;
        for (int i = 0; i < expected.Samples.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(actual.Samples[i] - expected.Samples[i]));
        }

        Assert.That(largest, Is.LessThanOrEqualTo(tolerance), "largest difference of a sample");
    }

    private static RgbImage ReadPpm(string path) => ParsePpm(File.ReadAllBytes(path));

    private static RgbImage ParsePpm(byte[] file)
    {
        string[] words = [.. Encoding.Latin1.GetString(file, 0, Math.Min(200, file.Length)).Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' '))];
        int width = int.Parse(words[1], CultureInfo.InvariantCulture);
        int height = int.Parse(words[2], CultureInfo.InvariantCulture);
        return new RgbImage(width, height, file[^(width * height * 3)..]);
    }

    /// <summary>An uncompressed RGB file of tiff2rgba, by code of its own: directory, strips, samples.</summary>
    private static RgbImage ReadPlainTiff(byte[] file)
    {
        var fields = new Dictionary<int, (int Type, int Count, int Value)>();
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        for (int i = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory)) - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> entry = file.AsSpan(directory + 2 + (i * 12), 12);
            int type = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            fields[BinaryPrimitives.ReadUInt16LittleEndian(entry)] =
                (type, BinaryPrimitives.ReadInt32LittleEndian(entry[4..]), type == 3 ? BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) : BinaryPrimitives.ReadInt32LittleEndian(entry[8..]));
        }

        var image = new RgbImage(fields[256].Value, fields[257].Value);
        int filled = 0;
        for (int strip = 0; strip < fields[273].Count; strip++)
        {
            int start = At(fields[273], strip);
            int length = At(fields[279], strip);
            file.AsSpan(start, length).CopyTo(image.Samples[filled..]);
            filled += length;
        }

        return image;

        int At((int Type, int Count, int Value) field, int index) => field.Count == 1 ? field.Value
            : field.Type == 3 ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(field.Value + (index * 2))) : BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(field.Value + (index * 4)));
    }
}
