using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents.Isolation;

/// <summary>
/// What a child process of <see cref="DecoderPool"/> and its parent say to each other: the parent a file with its limits, the child its pages and an end or a fault. What comes back is checked like
/// any input, for a hostile file may have taken the child over.
/// </summary>
internal static class PageWire
{
    private const int MaxTexts = 200_000;

    /// <summary>Writes a request.</summary>
    public static void WriteRequest(BinaryWriter writer, ReadOnlySpan<byte> file, DocumentOptions options)
    {
        writer.Write(options.MaxPages);
        writer.Write(options.MaxMemoryBytes);
        writer.Write(options.Timeout.Ticks);
        writer.Write(options.Decoder.MaxPixels);
        writer.Write(options.Decoder.MaxFileBytes);
        writer.Write(options.Decoder.ApplyOrientation);
        writer.Write(file.Length);
        writer.Write(file);
        writer.Flush();
    }

    /// <summary>Reads a request; null at the end of all.</summary>
    public static (byte[] File, DocumentOptions Options)? ReadRequest(BinaryReader reader)
    {
        int pages;
        try
        {
            pages = reader.ReadInt32();
        }
        catch (EndOfStreamException)
        {
            return null;
        }

        var options = new DocumentOptions
        {
            MaxPages = pages,
            MaxMemoryBytes = reader.ReadInt64(),
            Timeout = new TimeSpan(reader.ReadInt64()),
            Decoder = new ImageDecoderOptions { MaxPixels = reader.ReadInt32(), MaxFileBytes = reader.ReadInt32(), ApplyOrientation = reader.ReadBoolean() },
        };
        int length = reader.ReadInt32();
        byte[] file = reader.ReadBytes(length);
        return file.Length == length ? (file, options) : null;
    }

    /// <summary>Writes a page.</summary>
    public static void WritePage(BinaryWriter writer, DocumentPage page)
    {
        writer.Write((byte)PageWireKind.Page);
        writer.Write(page.Number);
        WriteText(writer, page.Fault);
        writer.Write(page.Text is not null);
        if (page.Text is { } text)
        {
            WritePageText(writer, text);
        }

        WriteText(writer, page.Damage?.Reason);
        PixelBox missing = page.Damage?.Missing ?? default;
        foreach (int side in (ReadOnlySpan<int>)[missing.X, missing.Y, missing.Width, missing.Height])
        {
            writer.Write(side);
        }

        writer.Write(page.Image?.Width ?? 0);
        writer.Write(page.Image?.Height ?? 0);
        writer.Write(page.Image is null ? [] : page.Image.Samples);
        writer.Flush();
    }

    /// <summary>Reads a page, whose kind has been read.</summary>
    public static DocumentPage ReadPage(BinaryReader reader, DocumentOptions options)
    {
        var page = new DocumentPage(reader.ReadInt32()) { Fault = ReadText(reader) };
        if (reader.ReadBoolean())
        {
            page = page with { Text = ReadPageText(reader) };
        }

        string? reason = ReadText(reader);
        var missing = new PixelBox(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        int width = reader.ReadInt32();
        int height = reader.ReadInt32();
        if (width < 0 || height < 0 || (long)width * height > options.Decoder.MaxPixels || page.Number < 1 || page.Number > options.MaxPages)
        {
            throw new InvalidDataException("The child process declares a page beyond the limits.");
        }

        if (width > 0 && height > 0)
        {
            byte[] samples = GC.AllocateUninitializedArray<byte>(width * height * 3);
            reader.BaseStream.ReadExactly(samples);
            page = page with { Image = new RgbImage(width, height, samples), Damage = reason is null ? null : new ImageDamage(reason, missing == default ? null : missing) };
        }

        return page;
    }

    /// <summary>Writes a text or null.</summary>
    public static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    /// <summary>Reads a text or null.</summary>
    public static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void WritePageText(BinaryWriter writer, PageText text)
    {
        writer.Write(text.Width);
        writer.Write(text.Height);
        writer.Write(text.IsHidden);
        writer.Write(text.Words.Count);
        foreach (PageWord word in text.Words)
        {
            writer.Write(word.Text);
            WriteQuad(writer, word.Box);
        }

        writer.Write(text.Numbers.Count);
        foreach (TextNumber number in text.Numbers)
        {
            WriteText(writer, number.Letters);
            writer.Write(number.Digits);
            WriteQuad(writer, number.Box);
        }
    }

    private static PageText ReadPageText(BinaryReader reader)
    {
        double width = reader.ReadDouble();
        double height = reader.ReadDouble();
        bool isHidden = reader.ReadBoolean();
        var words = new List<PageWord>();
        for (int left = ReadCount(reader); left > 0; left--)
        {
            words.Add(new PageWord(reader.ReadString(), ReadQuad(reader)));
        }

        var numbers = new List<TextNumber>();
        for (int left = ReadCount(reader); left > 0; left--)
        {
            numbers.Add(new TextNumber(ReadText(reader), reader.ReadString(), ReadQuad(reader)));
        }

        return new PageText(width, height, isHidden, words, numbers);
    }

    private static int ReadCount(BinaryReader reader) => reader.ReadInt32() is var count && count is >= 0 and <= MaxTexts ? count : throw new InvalidDataException("The child process declares too many words.");

    private static void WriteQuad(BinaryWriter writer, Quad quad)
    {
        foreach (PixelPoint corner in (ReadOnlySpan<PixelPoint>)[quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft])
        {
            writer.Write(corner.X);
            writer.Write(corner.Y);
        }
    }

    private static Quad ReadQuad(BinaryReader reader) => new(ReadPoint(reader), ReadPoint(reader), ReadPoint(reader), ReadPoint(reader));

    private static PixelPoint ReadPoint(BinaryReader reader) => new(reader.ReadSingle(), reader.ReadSingle());
}
