using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Decodes JPEG files to luminance or colour. Memory: at most 16 bytes for each declared, capped pixel (progressive, four components, colour).</summary>
internal static class JpegDecoder
{
    /// <summary>Reads the header only.</summary>
    /// <param name="file">The whole file.</param>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        var reader = new JpegReader(file);
        reader.ReadFrame();
        return new ImageHeader(ImageFormat.Jpeg, reader.Frame.Width, reader.Frame.Height, reader.Frame.Components.Length, 8, reader.Orientation);
    }

    /// <summary>Decodes luminance: of YCbCr the first component alone is transformed.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits and reduction.</param>
    /// <param name="tolerance">Takes damage in the data; null refuses it.</param>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        (JpegFrame frame, JpegColorSpace space) = DecodePlanes(file, options, luminanceOnly: true, tolerance);
        if (space is JpegColorSpace.Gray or JpegColorSpace.YCbCr)
        {
            JpegComponent luminance = frame.Components[0];
            if (luminance.PlaneWidth == frame.OutputWidth && luminance.PlaneHeight == frame.OutputHeight)
            {
                return new GrayImage(frame.OutputWidth, frame.OutputHeight, luminance.Plane);
            }
        }

        return JpegColorConverter.ToGray(frame, space);
    }

    /// <summary>Decodes colour.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits and reduction.</param>
    /// <param name="tolerance">Takes damage in the data; null refuses it.</param>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        (JpegFrame frame, JpegColorSpace space) = DecodePlanes(file, options, luminanceOnly: false, tolerance);
        return JpegColorConverter.ToRgb(frame, space);
    }

    private static (JpegFrame Frame, JpegColorSpace Space) DecodePlanes(ReadOnlySpan<byte> file, ImageDecoderOptions options, bool luminanceOnly, DamageTolerance? tolerance)
    {
        var reader = new JpegReader(file);
        reader.ReadFrame();
        JpegFrame frame = reader.Frame;
        DeclaredSize.Check("JPEG", frame.Width, frame.Height, options);
        frame.Lay(options.ScaleDenominator);
        CheckPlausible(file.Length, frame);
        JpegColorSpace space = JpegColorSpace.Gray;
        try
        {
            reader.ReadScans((header, found) =>
            {
                space = found;
                Allocate(header, luminanceOnly && found == JpegColorSpace.YCbCr);
            });
        }
        catch (InvalidImageException fault) when (tolerance is not null && JpegRemainder.Keep(frame, reader.Scan, out int rows))
        {
            tolerance.Take(fault, frame.Width, frame.Height, rows);
        }

        if (frame.IsProgressive)
        {
            JpegCoefficientTransform.Run(frame);
        }

        return (frame, space);
    }

    /// <summary>
    /// A sequential block takes two bits at least; a progressive DC scan one bit a block. So a small file that declares a huge picture is refused before
    /// anything is allocated.
    /// </summary>
    private static void CheckPlausible(int fileBytes, JpegFrame frame)
    {
        long bits = frame.BlockCount * (frame.IsProgressive ? 1 : 2);
        if (bits / 8 > fileBytes)
        {
            throw ImageFault.At("JPEG", fileBytes, string.Create(
                CultureInfo.InvariantCulture,
                $"the file has {fileBytes} bytes, but {frame.Width} × {frame.Height} pixels take at least {bits / 8}; it was cut off, so copy or download it again"));
        }
    }

    private static void Allocate(JpegFrame frame, bool firstOnly)
    {
        for (int i = 0; i < frame.Components.Length; i++)
        {
            JpegComponent component = frame.Components[i];
            component.IsNeeded = i == 0 || !firstOnly;
            if (!component.IsNeeded)
            {
                continue;
            }

            component.Plane = GC.AllocateUninitializedArray<byte>(component.PlaneWidth * component.PlaneHeight); // Every block is written, an exception is thrown, or the remainder is filled.
            if (frame.IsProgressive)
            {
                component.Coefficients = new short[component.BlocksPerRow * component.BlockRows * 64];
            }
        }
    }
}
