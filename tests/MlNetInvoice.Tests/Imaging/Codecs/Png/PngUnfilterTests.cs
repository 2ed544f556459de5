using MlNetInvoice.Imaging.Codecs.Png;

namespace MlNetInvoice.Tests.Imaging.Codecs.Png;

[TestFixture]
internal sealed class PngUnfilterTests
{
    [Test]
    public void A_row_that_was_filtered_comes_back([Values(0, 1, 2, 3, 4)] int filter, [Values(1, 2, 3, 4, 6, 8)] int pixelBytes, [Values(1, 2, 3, 7, 64)] int pixels)
    {
        var random = new Random(1000 + (filter * 100) + (pixelBytes * 10) + pixels);
        byte[] row = new byte[pixels * pixelBytes];
        byte[] above = new byte[row.Length];
        byte[] filtered = new byte[row.Length];
        random.NextBytes(row);
        random.NextBytes(above);
        PngFilter.Apply(filter, row, above, pixelBytes, filtered);

        PngUnfilter.Run(filter, filtered, above, pixelBytes);

        Assert.That(filtered, Is.EqualTo(row));
    }
}
