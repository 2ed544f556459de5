using System.Globalization;
using ImageMagick;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents.Pictures;

/// <summary>Decodes pictures by ImageMagick, the format always named and never guessed by it. The declared sizes are checked before any pixel is decoded.</summary>
internal static class PictureDecoder
{
    /// <summary>Reads what the first picture of a file declares.</summary>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageFormat format, string name, DocumentOptions options)
    {
        IMagickImageInfo declared = ReadDeclared(file, format, name, options)[0];
        return new ImageHeader(format, (int)declared.Width, (int)declared.Height, 3, 8, ImageOrientation.Upright);
    }

    /// <summary>Decodes the pages of a TIFF file one after another; of any other format the first (or only) picture, as the frames of an animation are no pages.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="name">Its format's name, for messages.</param>
    /// <param name="options">Limits.</param>
    public static IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, ImageFormat format, string name, DocumentOptions options)
    {
        List<IMagickImageInfo> declared = ReadDeclared(file.Span, format, name, options);
        int frames = format == ImageFormat.Tiff ? declared.Count : 1;
        int number = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            DocumentPage? page = DecodePage(file.Span, format, name, frame, number + 1, frames == 1, declared[frame], options);
            if (page is not null)
            {
                number++;
                yield return page;
            }
        }
    }

    private static DocumentPage? DecodePage(ReadOnlySpan<byte> file, ImageFormat format, string name, int frame, int number, bool isOnly, IMagickImageInfo declared, DocumentOptions options)
    {
        try
        {
            DeclaredSize.Check(name, declared.Width, declared.Height, options.Decoder);
            using var image = new MagickImage(file, SettingsOf(format, frame));
            return number > 1 && image.GetAttribute("tiff:subfiletype") == "REDUCEDIMAGE" ? null : new DocumentPage(number) { Image = PixelsOf(image, options.Decoder) };
        }
        catch (MlNetInvoiceException fault) when (!isOnly)
        {
            return new DocumentPage(number) { Fault = fault.Message };
        }
        catch (MagickException fault)
        {
            MlNetInvoiceException known = Known(fault, name, options);
            return isOnly ? throw known : new DocumentPage(number) { Fault = known is ImageTooLargeException ? known.Message : DocumentFault.DamagedPage(name, number) };
        }
    }

    private static List<IMagickImageInfo> ReadDeclared(ReadOnlySpan<byte> file, ImageFormat format, string name, DocumentOptions options)
    {
        if (format == ImageFormat.Jpeg2000)
        {
            Jpeg2000Header.Check(file, name, options.Decoder);
        }

        ImageMagickLibrary.Prepare(options.MaxMemoryBytes);
        ResourceLimits.ListLength = (ulong)options.MaxPages + 1;
        try
        {
            MagickReadSettings settings = SettingsOf(format, frame: null);
            if (format != ImageFormat.Tiff)
            {
                settings.FrameIndex = 0;
                settings.FrameCount = 1;
            }

            List<IMagickImageInfo> declared = [.. MagickImageInfo.ReadCollection(file.ToArray(), settings)];
            if (declared.Count == 0)
            {
                throw DocumentFault.Damaged(name);
            }

            if (declared.Count > options.MaxPages)
            {
                throw DocumentFault.TooManyPages(name, declared.Count, options.MaxPages);
            }

            if (declared.Count == 1)
            {
                DeclaredSize.Check(name, declared[0].Width, declared[0].Height, options.Decoder);
            }

            return declared;
        }
        catch (MagickException fault)
        {
            throw Known(fault, name, options);
        }
    }

    private static MlNetInvoiceException Known(MagickException fault, string name, DocumentOptions options)
    {
        if (fault is MagickResourceLimitErrorException && fault.Message.Contains("list length", StringComparison.OrdinalIgnoreCase))
        {
            return DocumentFault.TooManyPages(name, options.MaxPages + 1, options.MaxPages);
        }

        // Its own words name files, source lines and memory: they stay behind.
        return fault is MagickResourceLimitErrorException or MagickCacheErrorException && fault.Message.Contains("exhausted", StringComparison.OrdinalIgnoreCase)
            ? DocumentFault.TooMuchMemory(name, options.MaxMemoryBytes)
            : DocumentFault.Damaged(name);
    }

    private static MagickReadSettings SettingsOf(ImageFormat format, int? frame)
    {
        var settings = new MagickReadSettings
        {
            Format = format switch
            {
                ImageFormat.Bmp => MagickFormat.Bmp,
                ImageFormat.Pnm => MagickFormat.Pnm,
                ImageFormat.Gif => MagickFormat.Gif,
                ImageFormat.WebP => MagickFormat.WebP,
                ImageFormat.Heic => MagickFormat.Heic,
                ImageFormat.Avif => MagickFormat.Avif,
                ImageFormat.Tiff => MagickFormat.Tiff,
                ImageFormat.Jpeg2000 => MagickFormat.Jp2,
                ImageFormat.JpegXl => MagickFormat.Jxl,
                ImageFormat.Jpeg => MagickFormat.Jpeg,
                _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{format} is not for ImageMagick.")),
            },
            BackgroundColor = MagickColors.White,
        };
        settings.SetDefine("tiff:ignore-layers", "true"); // Photoshop's layers inside a TIFF would go through another coder.
        if (frame is { } index)
        {
            settings.FrameIndex = (uint)index;
            settings.FrameCount = 1;
        }

        return settings;
    }

    private static RgbImage PixelsOf(MagickImage image, ImageDecoderOptions options)
    {
        DeclaredSize.Check(image.Format.ToString(), image.Width, image.Height, options);
        if (options.ApplyOrientation)
        {
            image.AutoOrient();
        }

        if (image.HasAlpha)
        {
            image.BackgroundColor = MagickColors.White;
            image.Alpha(AlphaAction.Remove);
        }

        if (image.ColorSpace is not (ColorSpace.sRGB or ColorSpace.Gray))
        {
            image.ColorSpace = ColorSpace.sRGB;
        }

        using IUnsafePixelCollection<byte> pixels = image.GetPixelsUnsafe();
        byte[] samples = pixels.ToByteArray(PixelMapping.RGB) ?? throw DocumentFault.Damaged(image.Format.ToString());
        return new RgbImage((int)image.Width, (int)image.Height, samples);
    }
}
