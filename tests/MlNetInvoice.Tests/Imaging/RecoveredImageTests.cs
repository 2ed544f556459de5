using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

/// <summary>Pictures that break off: what stands before the break is kept bit for bit, what is missing is named and grey.</summary>
public class RecoveredImageTests
{
    private const byte Grey = 128;

    [Test]
    public void A_jpeg_is_kept_to_the_break([Values("ycc-2x2", "gray", "ycc-2x2-rst1", "cmyk")] string name, [Values(50, 70, 90)] int percent)
    {
        string file = $"jpeg/{name}.jpg";
        Assume.That(File.Exists(Path.Combine(ReferenceFiles.Root, file)), $"{file} is not among the references");
        byte[] whole = ReferenceFiles.Read(file);
        int data = whole.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] cut = whole[..(data + ((whole.Length - data) * percent / 100))];
        GrayImage expected = ImageDecoder.DecodeGray(whole);

        GrayImage kept = ImageDecoder.RecoverGray(cut, null, out ImageDamage? damage);

        Assert.That(damage!.Reason, Is.EqualTo($"JPEG, byte {cut.Length}: the file ends within the entropy-coded data; it was cut off, so copy or download it again."));
        PixelBox missing = damage.Missing!.Value;
        Assert.That((missing.X, missing.Right, missing.Bottom), Is.EqualTo((0, expected.Width, expected.Height)));
        Assert.That(missing.Y, Is.GreaterThan(0));
        Assert.That(kept.Pixels[..(missing.Y * kept.Width)].ToArray(), Is.EqualTo(expected.Pixels[..(missing.Y * kept.Width)].ToArray()));
        Assert.That(kept.Pixels[(missing.Y * kept.Width)..].ContainsAnyExcept(kept.Pixels[^1]), Is.False, "one flat shade");
    }

    [Test]
    public void A_png_is_kept_to_the_break([Values("color0-depth8", "color2-depth8", "color6-depth16")] string name)
    {
        byte[] whole = ReferenceFiles.Read($"png/{name}.png");
        int data = whole.AsSpan().IndexOf("IDAT"u8) + 4;
        byte[] cut = whole[..(data + ((whole.Length - data) * 2 / 3))];
        GrayImage expected = ImageDecoder.DecodeGray(whole);

        GrayImage kept = ImageDecoder.RecoverGray(cut, null, out ImageDamage? damage);

        Assert.That(damage!.Reason, Is.EqualTo($"PNG, byte {cut.Length}: the file ends within the chunk IDAT; it was cut off, so copy or download it again."));
        PixelBox missing = damage.Missing!.Value;
        Assert.That(missing.Y, Is.GreaterThan(0));
        Assert.That(kept.Pixels[..(missing.Y * kept.Width)].ToArray(), Is.EqualTo(expected.Pixels[..(missing.Y * kept.Width)].ToArray()));
        Assert.That(kept.Pixels[(missing.Y * kept.Width)..].ContainsAnyExcept(Grey), Is.False);
    }

    [Test]
    public void A_png_whose_end_is_missing_lacks_no_pixel()
    {
        byte[] whole = ReferenceFiles.Read("png/color2-depth8.png");

        RgbImage kept = ImageDecoder.RecoverRgb(whole.AsSpan()[..^12], null, out ImageDamage? damage);

        Assert.That(damage, Is.EqualTo(new ImageDamage($"PNG, byte {whole.Length - 12}: the file ends within the chunks; IEND is missing; it was cut off, so copy or download it again.", null)));
        Assert.That(kept.Samples.ToArray(), Is.EqualTo(ImageDecoder.DecodeRgb(whole).Samples.ToArray()));
    }

    [Test]
    public void A_whole_picture_has_no_damage()
    {
        byte[] file = ReferenceFiles.Read("jpeg/ycc-2x2.jpg");
        Assert.That(ImageDecoder.RecoverGray(file, null, out ImageDamage? damage).Pixels.ToArray(), Is.EqualTo(ImageDecoder.DecodeGray(file).Pixels.ToArray()));
        Assert.That(damage, Is.Null);
    }

    [Test]
    public void A_jpeg_that_declares_more_than_it_holds_stays_refused()
    {
        byte[] file = [.. ReferenceFiles.Read("jpeg/ycc-2x2.jpg")];
        int frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        file[frame + 5] = 0x10;
        file[frame + 7] = 0x10;
        Assert.That(() => ImageDecoder.RecoverGray(file, null, out _), Throws.TypeOf<InvalidImageException>());
        Assert.That(() => ImageDecoder.RecoverGray(file.AsSpan()[..20], null, out _), Throws.TypeOf<InvalidImageException>());
    }

    [Test]
    public void The_missing_part_turns_with_the_picture([Range(1, 8)] int orientation)
    {
        byte[] whole = ReferenceFiles.Read($"exif/orientation{orientation}-ii.jpg");
        GrayImage kept = ImageDecoder.RecoverGray(whole.AsSpan()[..^20], null, out ImageDamage? damage);
        PixelBox missing = damage!.Missing!.Value;

        // All of it is grey, and the picture around it is not.
        for (int y = 0; y < kept.Height; y++)
        {
            bool isInside = y >= missing.Y && y < missing.Bottom;
            Assert.That(kept.GetRow(y)[missing.X..missing.Right].ContainsAnyExcept(Grey), Is.EqualTo(!isInside), $"row {y}");
        }
    }
}
