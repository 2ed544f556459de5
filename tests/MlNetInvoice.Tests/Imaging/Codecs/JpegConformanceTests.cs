using System.Globalization;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging.Codecs;

/// <summary>Every mode of cjpeg, against the pixels of djpeg.</summary>
public class JpegConformanceTests
{
    /// <summary>Ways of coding that leave the coefficients, and so the pixels, alone; the expectation is filed under the name without them.</summary>
    private static readonly string[] Codings =
        ["-prog-rst", "-prog", "-rst1", "-rstblock", "-opt", "-noninterleaved", "-partly", "-spectral", "-approximated"];

    private static string[] Files => [.. ReferenceFiles.Names("jpeg", ".jpg").Where(name => !name.StartsWith("unsupported", StringComparison.Ordinal))];

    [TestCaseSource(nameof(Files))]
    public void Colours_agree_with_libjpeg(string file)
    {
        RgbImage image = ImageDecoder.DecodeRgb(ReferenceFiles.Read("jpeg/" + file));
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm($"jpeg/{ExpectationOf(file)}.ppm");
        Assert.That((image.Width, image.Height), Is.EqualTo((width, height)));
        Assert.That(ReferenceFiles.LargestDifference(image.Samples, expected), Is.Zero);
    }

    [TestCaseSource(nameof(Files))]
    public void Luminance_agrees_with_libjpeg(string file)
    {
        GrayImage image = ImageDecoder.DecodeGray(ReferenceFiles.Read("jpeg/" + file));
        string expectation = ExpectationOf(file);
        bool isInk = file.StartsWith("cmyk", StringComparison.Ordinal) || file.StartsWith("ycck", StringComparison.Ordinal);
        byte[] expected = isInk
            ? ReferenceFiles.LuminanceOf(ReferenceFiles.ReadPnm($"jpeg/{expectation}.ppm").Samples)
            : ReferenceFiles.ReadPnm($"jpeg/{expectation}.pgm").Samples;
        Assert.That(ReferenceFiles.LargestDifference(image.Pixels, expected), Is.LessThanOrEqualTo(isInk ? 1 : 0));
    }

    [Test]
    public void Reduced_pictures_agree_with_libjpeg(
        [Values("gray", "rgb-2x2", "ycc-2x2", "ycc-1x1", "ycc-4x1", "ycc-1x2")] string name, [Values("", "-prog")] string coding, [Values(2, 4, 8)] int denominator)
    {
        string file = $"jpeg/{name}{coding}.jpg";
        byte[] bytes = ReferenceFiles.Read(file);
        var options = new ImageDecoderOptions { ScaleDenominator = denominator };
        GrayImage gray = ImageDecoder.DecodeGray(bytes, options);
        RgbImage color = ImageDecoder.DecodeRgb(bytes, options);
        string end = denominator.ToString(CultureInfo.InvariantCulture);
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm($"jpeg/{name}-{end}.pgm");
        Assert.That((gray.Width, gray.Height), Is.EqualTo((width, height)));
        Assert.That(ReferenceFiles.LargestDifference(gray.Pixels, expected), Is.Zero);
        Assert.That(ReferenceFiles.LargestDifference(color.Samples, ReferenceFiles.ReadPnm($"jpeg/{name}-{end}.ppm").Samples), Is.Zero);
    }

    private static string ExpectationOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        foreach (string coding in Codings)
        {
            if (name.EndsWith(coding, StringComparison.Ordinal))
            {
                return name[..^coding.Length];
            }
        }

        return name;
    }
}
