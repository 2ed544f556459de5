using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging.Codecs;

/// <summary>Every colour type, depth, interlacing, transparency and filter of PNG, against the pixels of Netpbm.</summary>
public class PngConformanceTests
{
    private static string[] Files => ReferenceFiles.Names("png", ".png");

    [TestCaseSource(nameof(Files))]
    public void Pixels_are_exact(string file)
    {
        byte[] bytes = ReferenceFiles.Read("png/" + file);
        RgbImage color = ImageDecoder.DecodeRgb(bytes);
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm($"png/{Path.ChangeExtension(file, ".ppm")}");
        Assert.That((color.Width, color.Height), Is.EqualTo((width, height)));
        Assert.That(ReferenceFiles.LargestDifference(color.Samples, expected), Is.Zero);
        Assert.That(ReferenceFiles.LargestDifference(ImageDecoder.DecodeGray(bytes).Pixels, ReferenceFiles.LuminanceOf(expected)), Is.Zero);
    }
}
