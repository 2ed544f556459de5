using MlNetInvoice.Imaging.Codecs.Png;

namespace MlNetInvoice.Tests.Imaging.Codecs;

public class PngChecksumTests
{
    [Test]
    public void The_check_value_of_CRC_32_is_met() => Assert.That(PngChecksum.Of("123456789"u8), Is.EqualTo(0xCBF43926));

    [Test]
    public void Pieces_give_the_checksum_of_the_whole([Range(0, 40)] int split)
    {
        var bytes = new byte[40];
        new Random(5).NextBytes(bytes);
        uint state = PngChecksum.Continue(uint.MaxValue, bytes.AsSpan(0, split));
        Assert.That(~PngChecksum.Continue(state, bytes.AsSpan(split)), Is.EqualTo(PngChecksum.Of(bytes)));
    }
}
