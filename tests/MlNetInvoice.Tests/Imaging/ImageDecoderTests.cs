using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

public class ImageDecoderTests
{
    [Test]
    public void The_default_options_are_as_documented()
    {
        var options = new ImageDecoderOptions();
        Assert.That(options.MaxPixels, Is.EqualTo(64_000_000));
        Assert.That(options.MaxFileBytes, Is.EqualTo(67_108_864));
        Assert.That(options.ApplyOrientation, Is.True);
        Assert.That(options.ScaleDenominator, Is.EqualTo(1));
        Assert.That(options.Codec, Is.Null);
        Assert.That(ImageDecoderOptions.Default, Is.EqualTo(options));
    }

    [Test]
    public void Options_outside_their_range_are_refused()
    {
        Assert.That(() => new ImageDecoderOptions { MaxPixels = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImageDecoderOptions { MaxPixels = 500_000_001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImageDecoderOptions { MaxFileBytes = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new ImageDecoderOptions { ScaleDenominator = 3 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartWith("A picture is decoded at 1/1, 1/2, 1/4 or 1/8 of its size."));
    }

    [TestCase("jpeg/ycc-2x2.jpg", ImageFormat.Jpeg, 45, 37, 3, 8)]
    [TestCase("jpeg/cmyk.jpg", ImageFormat.Jpeg, 45, 37, 4, 8)]
    [TestCase("jpeg/gray-prog.jpg", ImageFormat.Jpeg, 45, 37, 1, 8)]
    [TestCase("png/color6-depth16-interlaced.png", ImageFormat.Png, 21, 13, 4, 16)]
    [TestCase("png/color3-depth2.png", ImageFormat.Png, 21, 13, 1, 2)]
    public void A_header_is_read_without_the_pixels(string file, ImageFormat format, int width, int height, int channels, int bits)
    {
        var expected = new ImageHeader(format, width, height, channels, bits, ImageOrientation.Upright);
        byte[] bytes = ReferenceFiles.Read(file);
        Assert.That(ImageDecoder.ReadHeader(bytes), Is.EqualTo(expected));
    }

    [Test]
    public void The_strongest_reduction_that_leaves_enough_pixels_is_told()
    {
        var header = new ImageHeader(ImageFormat.Jpeg, 4000, 3000, 3, 8, ImageOrientation.Upright);
        Assert.That(header.ScaleDenominatorFor(12_000_000), Is.EqualTo(1));
        Assert.That(header.ScaleDenominatorFor(3_000_000), Is.EqualTo(2));
        Assert.That(header.ScaleDenominatorFor(700_000), Is.EqualTo(4));
        Assert.That(header.ScaleDenominatorFor(1), Is.EqualTo(8));
    }

    [TestCase("png/color2-depth8.png")]
    public void Formats_without_a_transform_are_reduced_by_averaging(string file)
    {
        byte[] bytes = ReferenceFiles.Read(file);
        GrayImage whole = ImageDecoder.DecodeGray(bytes);
        GrayImage reduced = ImageDecoder.DecodeGray(bytes, new ImageDecoderOptions { ScaleDenominator = 4 });
        Assert.That((reduced.Width, reduced.Height), Is.EqualTo(((whole.Width + 3) / 4, (whole.Height + 3) / 4)));
        Assert.That(
            reduced.Pixels.ToArray(), Is.EqualTo(Resampling.Resize(whole, reduced.Width, reduced.Height, ResamplingFilter.Area).Pixels.ToArray()));
    }

    [Test]
    public async Task Files_and_streams_and_bytes_give_the_same_picture()
    {
        string path = Path.Combine(ReferenceFiles.Root, "jpeg", "ycc-2x2.jpg");
        byte[] bytes = await File.ReadAllBytesAsync(path);
        byte[] gray = ImageDecoder.DecodeGray(bytes).Pixels.ToArray();
        byte[] color = ImageDecoder.DecodeRgb(bytes).Samples.ToArray();
        Assert.That(ImageDecoder.LoadGray(path).Pixels.ToArray(), Is.EqualTo(gray));
        Assert.That(ImageDecoder.LoadRgb(path).Samples.ToArray(), Is.EqualTo(color));
        using var seekable = new MemoryStream([9, 9, .. bytes]) { Position = 2 };
        Assert.That(ImageDecoder.DecodeGray(seekable).Pixels.ToArray(), Is.EqualTo(gray));
        using var trickle = new TrickleStream(bytes);
        Assert.That(ImageDecoder.DecodeRgb(trickle).Samples.ToArray(), Is.EqualTo(color));
        using var asynchronous = new TrickleStream(bytes);
        Assert.That((await ImageDecoder.DecodeGrayAsync(asynchronous)).Pixels.ToArray(), Is.EqualTo(gray));
        using var more = new TrickleStream(bytes);
        Assert.That((await ImageDecoder.DecodeRgbAsync(more)).Samples.ToArray(), Is.EqualTo(color));
    }

    [Test]
    public void An_endless_stream_is_stopped_at_the_largest_file()
    {
        using var endless = new TrickleStream(null);
        ImageTooLargeException fault = Assert.Throws<ImageTooLargeException>(() => ImageDecoder.DecodeGray(endless, new ImageDecoderOptions { MaxFileBytes = 100_000 }))!;
        Assert.That(fault.Message, Is.EqualTo("The picture file has more than 100000 bytes: shrink the picture, or raise ImageDecoderOptions.MaxFileBytes."));
    }

    [Test]
    public void A_cancelled_reading_ends()
    {
        using var stream = new TrickleStream(null);
        Assert.That(
            async () => await ImageDecoder.DecodeGrayAsync(stream, cancellationToken: new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>A stream that cannot seek and gives at most 999 bytes at a time; endless where it has no bytes of its own.</summary>
    private sealed class TrickleStream(byte[]? bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = Math.Min(count, 999);
            if (bytes is not null)
            {
                count = Math.Min(count, bytes.Length - _position);
                bytes.AsSpan(_position, count).CopyTo(buffer.AsSpan(offset));
            }

            _position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
