using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>A printed line as the strip that a reader would make of it, with the places of its characters.</summary>
internal sealed class PrintedStrip
{
    /// <summary>Columns of margin left and right of the text.</summary>
    public const int Margin = 30;

    /// <summary>A window shows a character where its middle is at most this share of the pitch off the character's.</summary>
    private const float OnShare = 0.2f;

    /// <summary>Windows on a symbol or an ideograph are cut from as far off its middle, in its pitch.</summary>
    private const float WholeShare = 0.5f;

    /// <summary>A window shows none where its middle is at least this share of the distance to every character.</summary>
    private const float OffShare = 0.38f;

    private PrintedStrip(byte[] pixels, int width, float[] centers, int[] classes, bool isMisplaced)
    {
        Pixels = pixels;
        Width = width;
        Centers = centers;
        Classes = classes;
        IsMisplaced = isMisplaced;
    }

    /// <summary>28 rows × <see cref="Width"/> columns.</summary>
    public byte[] Pixels { get; }

    public int Width { get; }

    /// <summary>Column of each character's middle.</summary>
    public float[] Centers { get; }

    /// <summary>Class of each character; <see cref="PrintedClasses.None"/> for symbols.</summary>
    public int[] Classes { get; }

    /// <summary>Whether the band is so far off that nothing in it can be read.</summary>
    public bool IsMisplaced { get; }

    /// <summary>Lays a strip over a line: mostly a little off in height, place, skew and width, now and then wholly off.</summary>
    public static PrintedStrip Place(PrintedLine line, ref SampleRandom random, LineNormalizerOptions options)
    {
        IReadOnlyList<PrintedCharacter> characters = line.Characters;
        (PrintedCharacter first, PrintedCharacter last) = (characters[0], characters[^1]);
        float cap = MedianCap(characters);
        float angle = characters.Count > 1 ? MathF.Atan2(last.Center.Y - first.Center.Y, last.Center.X - first.Center.X) : first.Angle;
        angle += random.Normal() * 0.018f;

        bool misplaced = random.Chance(0.07f);
        float shift = misplaced ? (random.Chance(0.5f) ? -1 : 1) * random.Range(0.45f, 1.1f) : random.Normal() * 0.055f;
        float scale = misplaced && random.Chance(0.4f) ? (random.Chance(0.5f) ? random.Range(0.4f, 0.6f) : random.Range(1.7f, 2.4f)) : MathF.Exp(random.Normal() * 0.085f);
        if (scale is > 1.6f or < 0.65f)
        {
            shift = random.Range(-0.5f, 0.5f);
        }

        float band = cap * scale;
        float pitch = MedianPitch(characters);
        float wanted = Math.Clamp(14f * MathF.Exp(random.Normal() * 0.26f), 8f, 24f);
        // Mostly the strip's columns are as high as wide; else as if the pitch had been evened out.
        float stretch = random.Chance(0.5f)
            ? MathF.Exp(random.Normal() * 0.14f)
            : Math.Clamp(wanted * band / (pitch * LineNormalizer.CapHeight), 0.6f, 2.2f);
        (float sin, float cos) = MathF.SinCos(angle);
        float middleX = (first.Center.X + last.Center.X) / 2;
        float middleY = ((first.Center.Y + last.Center.Y) / 2) + (shift * cap);
        float half = 0.5f * (((last.Center.X - first.Center.X) * cos) + ((last.Center.Y - first.Center.Y) * sin));
        PixelPoint At(float along, float across) => new(middleX + (along * cos) - (across * sin), middleY + (along * sin) + (across * cos));
        half = Math.Max(half, 0.1f * band);
        var geometry = new LineGeometry(new Quad(At(-half, -band / 2), At(half, -band / 2), At(half, band / 2), At(-half, band / 2)));

        int width = geometry.GetStripWidth(stretch, Margin);
        byte[] pixels = new byte[LineNormalizer.Rows * width];
        Quad strip = geometry.GetStrip(width, Margin);
        using (var patch = new LinePatch(StripWear.Apply(line.Image, cap, ref random), Crop(line, ref random, strip, cap), LineNormalizer.ShrinkFactor(strip)))
        {
            new LineNormalizer(options).Normalize(patch, strip, width, pixels, line.LightInk);
        }

        float columns = (width - (2 * Margin)) / (2 * half);
        float[] centers = new float[characters.Count];
        int[] classes = new int[characters.Count];
        for (int i = 0; i < centers.Length; i++)
        {
            PixelPoint center = characters[i].Center;
            centers[i] = Margin + ((half + ((center.X - middleX) * cos) + ((center.Y - middleY) * sin)) * columns);
            classes[i] = PrintedClasses.IndexOf(characters[i].Character);
        }

        return new PrintedStrip(pixels, width, centers, classes, misplaced);
    }

    /// <summary>Cuts one window: of seven, about four on characters; returns its class.</summary>
    /// <param name="random">The sample's numbers.</param>
    /// <param name="window">28 × 28 bytes; overwritten.</param>
    /// <param name="isOpenLeft">Whether nothing but what is labelled stands to the left of the first character.</param>
    public int CutWindow(ref SampleRandom random, Span<byte> window, bool isOpenLeft = true)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            bool on = random.Chance(0.6f);
            int i = random.Below(Centers.Length);
            float pitch = LocalPitch(i);
            // Every part of an ideograph looks like something: all of them are none.
            float reach = Classes[i] == PrintedClasses.None ? WholeShare * pitch : Math.Max(1.2f, OnShare * pitch);
            float offset = on
                ? random.Range(-1f, 1f) * reach
                : (random.Chance(0.5f) ? -1 : 1) * random.Range(OffShare, random.Chance(0.75f) ? 0.62f : 2.5f) * pitch;
            float middle = Centers[i] + offset;
            if (!isOpenLeft && middle < Centers[0] - (0.62f * LocalPitch(0)))
            {
                continue;
            }

            int left = (int)MathF.Round(middle - (LineNormalizer.WindowColumns / 2f));
            if (left < 0 || left + LineNormalizer.WindowColumns > Width)
            {
                continue;
            }

            int label = Label(left + (LineNormalizer.WindowColumns / 2f));
            if (label >= 0)
            {
                Copy(left, window);
                return label;
            }
        }

        // The margins lie beyond the text.
        Copy(isOpenLeft ? 0 : Width - LineNormalizer.WindowColumns, window);
        return PrintedClasses.None;
    }

    /// <summary>The class of the window whose middle is at a column; −1 where it is neither on a character nor clearly off all.</summary>
    private int Label(float middle)
    {
        if (IsMisplaced)
        {
            return PrintedClasses.None;
        }

        int label = PrintedClasses.None;
        for (int i = 0; i < Centers.Length; i++)
        {
            float pitch = LocalPitch(i);
            float off = MathF.Abs(middle - Centers[i]);
            if (off <= Math.Max(1.25f, OnShare * pitch))
            {
                return Classes[i];
            }

            if (off < OffShare * pitch && Classes[i] != PrintedClasses.None)
            {
                label = -1;
            }
        }

        return label;
    }

    private float LocalPitch(int i)
    {
        float left = i > 0 ? Centers[i] - Centers[i - 1] : float.MaxValue;
        float right = i + 1 < Centers.Length ? Centers[i + 1] - Centers[i] : float.MaxValue;
        float pitch = Math.Min(left, right);
        return Math.Clamp(pitch, 5f, 22f);
    }

    private void Copy(int left, Span<byte> window)
    {
        for (int y = 0; y < LineNormalizer.Rows; y++)
        {
            Pixels.AsSpan((y * Width) + left, LineNormalizer.WindowColumns).CopyTo(window[(y * LineNormalizer.WindowColumns)..]);
        }
    }

    // Users cut their pictures tightly: now and then what lies beyond the line's ends, or a little above and below, is not there.
    private static PixelBox Crop(PrintedLine line, ref SampleRandom random, Quad strip, float cap)
    {
        PixelBox all = LineNormalizer.Bounds(strip);
        if (!random.Chance(0.3f))
        {
            return all;
        }

        PrintedCharacter first = line.Characters[0];
        PrintedCharacter last = line.Characters[^1];
        int left = (int)(first.Center.X - (first.Width * CutEnd(ref random)) - (random.Range(0.02f, 0.5f) * cap));
        int right = (int)(last.Center.X + (last.Width * CutEnd(ref random)) + (random.Range(0.02f, 0.5f) * cap)) + 1;
        int top = (int)(Math.Min(first.Center.Y, last.Center.Y) - (random.Range(0.55f, 1f) * cap));
        int bottom = (int)(Math.Max(first.Center.Y, last.Center.Y) + (random.Range(0.55f, 1f) * cap)) + 1;
        left = Math.Clamp(left, 0, line.Image.Width - 2);
        top = Math.Clamp(top, 0, line.Image.Height - 2);
        return new PixelBox(left, top, Math.Max(2, right - left), Math.Max(2, bottom - top));
    }

    // How much of the outermost character's width beyond its middle the crop leaves: all of it, or now and then only a part.
    private static float CutEnd(ref SampleRandom random) => random.Chance(0.75f) ? 0.5f : random.Range(0.05f, 0.4f);

    private static float MedianCap(IReadOnlyList<PrintedCharacter> characters)
    {
        // The digits set the height; letters of traditional forms are printed in another size.
        float[] caps = [.. characters.Where(character => char.IsAsciiDigit(character.Character)).Select(character => character.CapHeight)];
        if (caps.Length == 0)
        {
            caps = [.. characters.Select(character => character.CapHeight)];
        }

        Array.Sort(caps);
        return caps[caps.Length / 2];
    }

    private static float MedianPitch(IReadOnlyList<PrintedCharacter> characters)
    {
        float[] pitches = [.. characters.Select(character => character.Pitch)];
        Array.Sort(pitches);
        return Math.Max(1f, pitches[pitches.Length / 2]);
    }
}
