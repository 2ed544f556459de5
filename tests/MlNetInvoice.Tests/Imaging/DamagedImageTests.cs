using System.Buffers.Binary;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

/// <summary>Damaged pictures: each fault by its whole message.</summary>
public class DamagedImageTests
{
    private static readonly byte[] Jpeg = ReferenceFiles.Read("jpeg/ycc-2x2.jpg");
    private static readonly byte[] Png = ReferenceFiles.Read("png/color2-depth8.png");

    [Test]
    public void A_jpeg_cut_off_anywhere_is_invalid_and_says_where()
    {
        for (int length = 2; length < Jpeg.Length - 2; length += 7)
        {
            byte[] cut = Jpeg[..length];
            Assert.That(() => ImageDecoder.DecodeGray(cut), Throws.TypeOf<InvalidImageException>().With.Message.StartWith("JPEG, byte "), $"cut at {length}");
        }

        Assert.That(
            FaultOf(Jpeg[..(Jpeg.Length - 100)]),
            Is.EqualTo($"JPEG, byte {Jpeg.Length - 100}: the file ends within the entropy-coded data; it was cut off, so copy or download it again."));
    }

    [Test]
    public void A_jpeg_without_its_end_marker_is_read()
    {
        Assert.That(ImageDecoder.DecodeGray(Jpeg.AsSpan()[..^2]).Pixels.ToArray(), Is.EqualTo(ImageDecoder.DecodeGray(Jpeg).Pixels.ToArray()));
        byte[] progressive = ReferenceFiles.Read("jpeg/ycc-2x2-prog.jpg");
        Assert.That(ImageDecoder.DecodeRgb(progressive.AsSpan()[..^2]).Samples.ToArray(), Is.EqualTo(ImageDecoder.DecodeRgb(progressive).Samples.ToArray()));
    }

    [Test]
    public void A_huge_jpeg_is_refused_from_its_header()
    {
        byte[] huge = [.. Jpeg];
        int frame = huge.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(huge.AsSpan(frame + 5), 65500);
        BinaryPrimitives.WriteUInt16BigEndian(huge.AsSpan(frame + 7), 65500);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageTooLargeException fault = Assert.Throws<ImageTooLargeException>(() => ImageDecoder.DecodeRgb(huge))!;
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200_000));
        Assert.That(
            fault.Message,
            Is.EqualTo("The JPEG picture declares 65500 × 65500 = 4290250000 pixels; at most 64000000 are accepted: shrink it, or raise ImageDecoderOptions.MaxPixels."));
    }

    [Test]
    public void A_jpeg_whose_few_bytes_cannot_hold_its_pixels_is_refused_before_they_are_allocated()
    {
        byte[] hollow = [.. Jpeg];
        int frame = hollow.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(hollow.AsSpan(frame + 5), 7900);
        BinaryPrimitives.WriteUInt16BigEndian(hollow.AsSpan(frame + 7), 7900);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(FaultOf(hollow), Does.EndWith("it was cut off, so copy or download it again.").And.Contain("7900 × 7900 pixels take at least"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200_000));
    }

    [Test]
    public void What_jpeg_coding_is_not_supported_is_named_with_the_way_out()
    {
        byte[] arithmetic = ReferenceFiles.Read("jpeg/unsupported-arithmetic.jpg");
        int frame = arithmetic.AsSpan().IndexOf([(byte)0xFF, (byte)0xC9]);
        Assert.That(
            FaultOf(arithmetic),
            Is.EqualTo("Arithmetic JPEG pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG."));
        byte[] deep = [.. Jpeg];
        frame = deep.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        deep[frame + 4] = 12;
        Assert.That(FaultOf(deep), Is.EqualTo($"JPEG, byte {frame + 4}: samples of 12 bits are not supported, only 8; save the picture with 8 bits per channel."));
    }

    [Test]
    public void A_jpeg_with_more_scans_than_encoders_write_is_refused()
    {
        byte[] bomb = File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Fuzzing", "Regressions", "jpeg", "scan-bomb-253.bin"));
        Assert.That(FaultOf(bomb), Does.Match("^JPEG, byte [0-9]+: the picture has more than 100 scans; save it again as baseline JPEG\\.$"));
    }

    [Test]
    public void A_component_coded_twice_is_refused()
    {
        byte[] file = ReferenceFiles.Read("jpeg/ycc-2x2-noninterleaved.jpg");
        int first = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        int second = first + 2 + file.AsSpan(first + 2).IndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] twice = [.. file[..second], .. file[first..]];
        Assert.That(FaultOf(twice), Is.EqualTo($"JPEG, byte {second}: a component is coded a second time; the file is damaged."));
    }

    [Test]
    public void A_missing_restart_marker_is_named()
    {
        byte[] file = ReferenceFiles.Read("jpeg/ycc-2x2-rst1.jpg");
        int marker = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xD1]);
        file[marker + 1] = 0xD5;
        Assert.That(FaultOf(file), Is.EqualTo($"JPEG, byte {marker}: RST1 is due, but RST5 stands here; the file is damaged."));
    }

    [Test]
    public void A_damaged_png_names_the_chunk_and_its_checksum()
    {
        byte[] damaged = [.. Png];
        int data = damaged.AsSpan().IndexOf("IDAT"u8);
        int length = BinaryPrimitives.ReadInt32BigEndian(damaged.AsSpan(data - 4));
        damaged[data + 20] ^= 1;
        string fault = FaultOf(damaged);
        Assert.That(fault, Does.StartWith($"PNG, byte {data + 4 + length}: the chunk IDAT has the checksum "));
        Assert.That(fault, Does.EndWith(" is stored; the file is damaged, so copy or download it again."));
    }

    [Test]
    public void A_png_cut_off_anywhere_is_invalid()
    {
        for (int length = 4; length < Png.Length; length += 5)
        {
            byte[] cut = Png[..length];
            Assert.That(() => ImageDecoder.DecodeGray(cut), Throws.TypeOf<InvalidImageException>().With.Message.StartWith("PNG, byte "), $"cut at {length}");
        }
    }

    [Test]
    public void A_huge_png_is_refused_from_its_header()
    {
        byte[] huge = [.. Png];
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(16), 100_000);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(20), 100_000);
        PngCrc.Repair(huge);
        ImageTooLargeException fault = Assert.Throws<ImageTooLargeException>(() => ImageDecoder.DecodeGray(huge))!;
        Assert.That(
            fault.Message,
            Is.EqualTo("The PNG picture declares 100000 × 100000 = 10000000000 pixels; at most 64000000 are accepted: shrink it, or raise ImageDecoderOptions.MaxPixels."));
    }

    [Test]
    public void A_png_whose_data_cannot_hold_its_pixels_is_refused_before_they_are_allocated()
    {
        byte[] hollow = [.. Png];
        BinaryPrimitives.WriteInt32BigEndian(hollow.AsSpan(16), 7000);
        BinaryPrimitives.WriteInt32BigEndian(hollow.AsSpan(20), 7000);
        PngCrc.Repair(hollow);
        Assert.That(FaultOf(hollow), Does.Contain("cannot hold the 147007000 bytes of 7000 × 7000 pixels; the file is damaged."));
    }

    [Test]
    public void Other_png_faults_are_named()
    {
        byte[] depth = [.. Png];
        depth[24] = 3;
        PngCrc.Repair(depth);
        Assert.That(FaultOf(depth), Is.EqualTo("PNG, byte 24: the colour type 2 with 3 bits does not exist."));
        byte[] text = [.. Png];
        text[4] = 10;
        Assert.That(FaultOf(text), Is.EqualTo("PNG, byte 0: the signature is damaged, as by a transfer in text mode; transfer the file again as binary."));
        byte[] critical = [.. Png];
        "IDAX"u8.CopyTo(critical.AsSpan(critical.AsSpan().IndexOf("IDAT"u8)));
        PngCrc.Repair(critical);
        Assert.That(FaultOf(critical), Is.EqualTo("PNG, byte 37: the chunk IDAX is marked as needed for reading, but not known."));
    }

    private static string FaultOf(byte[] file) => Assert.Throws<InvalidImageException>(() => ImageDecoder.DecodeRgb(file))!.Message;
}
