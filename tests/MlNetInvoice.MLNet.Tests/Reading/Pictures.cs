using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Pictures whose numbers are known.</summary>
internal static class Pictures
{
    /// <summary>A committed sample, such as <c>electronic-crop.png</c>.</summary>
    public static string Sample(string name) => Path.Combine(SharedData.RepositoryRoot, "assets", "samples", name);

    /// <summary>The digits of a committed sample, by its list of labels.</summary>
    public static string DigitsOf(string name) => File.ReadLines(Sample("labels.csv"))
        .Select(line => line.Split(','))
        .Single(fields => fields[0] == name)[3];

    /// <summary>Seven-segment digits as a PNG file.</summary>
    public static byte[] Segments(string digits) => PngEncoder.Encode(DrawnLines.Draw(digits, 40, ink: 20, paper: 230));
}
