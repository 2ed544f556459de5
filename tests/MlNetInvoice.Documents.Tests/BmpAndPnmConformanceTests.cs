using MlNetInvoice.Imaging;
using MlNetInvoice.Tests.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>Bitmaps against the pixels of ImageMagick, anymaps against those of Netpbm.</summary>
public class BmpAndPnmConformanceTests
{
    private static readonly ImageDecoderOptions Documents = new() { Codec = DocumentCodec.Default };

    private static string[] Bitmaps => ReferenceFiles.Names("bmp", ".bmp");

    private static string[] Anymaps => [.. ReferenceFiles.Names("pnm", "").Where(name => !name.EndsWith(".expected", StringComparison.Ordinal))];

    [TestCaseSource(nameof(Bitmaps))]
    public void Bitmaps_are_exact(string file) => Compare("bmp/" + file, "bmp/" + Path.ChangeExtension(file, ".ppm"));

    [TestCaseSource(nameof(Anymaps))]
    public void Anymaps_are_exact(string file) => Compare("pnm/" + file, "pnm/" + Path.ChangeExtension(file, ".expected"));

    private static void Compare(string file, string expectation)
    {
        byte[] bytes = ReferenceFiles.Read(file);
        RgbImage color = ImageDecoder.DecodeRgb(bytes, Documents);
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm(expectation);
        Assert.That((color.Width, color.Height), Is.EqualTo((width, height)));
        // ImageMagick widens five and six bits by repeating them, which is not always the nearest of 256 levels.
        int tolerance = file.StartsWith("bmp/bits16", StringComparison.Ordinal) ? 1 : 0;
        Assert.That(ReferenceFiles.LargestDifference(color.Samples, expected), Is.LessThanOrEqualTo(tolerance));
        Assert.That(ReferenceFiles.LargestDifference(ImageDecoder.DecodeGray(bytes, Documents).Pixels, ReferenceFiles.LuminanceOf(expected)), Is.LessThanOrEqualTo(tolerance));
    }
}
