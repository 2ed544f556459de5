using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Printed digits (and capitals, if asked) as single glyphs: 28×28, ink bright, MNIST's convention, so that they can be mixed with MNIST.</summary>
public static class PrintedGlyphs
{
    private const int Side = 28;
    private const int GlyphsPerLine = 6;

    /// <summary>Generates labelled glyphs.</summary>
    /// <param name="options">How many and which; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>28×28 images with 10 classes, or 37 where letters are asked for.</returns>
    /// <exception cref="ArgumentException">The heights are crossed, or the set would exceed 2 GB.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static LabeledImages Generate(PrintedGlyphOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PrintedGlyphOptions();
        PrintedRange.CheckHeights(options.MinimumCapHeight, options.MaximumCapHeight);
        PrintedRange.CheckSize(options.Count, Side, Side);
        byte[] pixels = new byte[options.Count * Side * Side];
        byte[] labels = new byte[options.Count];
        var pool = new FacePool(options.Fonts);
        int lines = (options.Count + GlyphsPerLine - 1) / GlyphsPerLine;
        int threads = options.MaxDegreeOfParallelism < 0 ? Environment.ProcessorCount : options.MaxDegreeOfParallelism;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, lines, parallel, () => new LineStudio(pool), (line, _, studio) =>
        {
            int first = line * GlyphsPerLine, count = Math.Min(GlyphsPerLine, options.Count - first);
            FillLine(options, studio, line, pixels.AsSpan(first * Side * Side, count * Side * Side), labels.AsSpan(first, count));
            return studio;
        }, static _ => { });
        return new LabeledImages(Side, Side, options.LetterShare > 0 ? PrintedClasses.Count : 10, pixels, labels);
    }

    /// <summary>Draws lines until enough glyphs could be made out; lines drawn in vain make the next ones cleaner, so it ends.</summary>
    private static void FillLine(PrintedGlyphOptions options, LineStudio studio, long index, Span<byte> pixels, Span<byte> labels)
    {
        var random = new SampleRandom(options.Seed, index);
        float severity = options.Severity * MathF.Sqrt(random.NextFloat());
        int done = 0;
        for (int attempt = 0; done < labels.Length; attempt++)
        {
            PrintedLine line = studio.Draw(ref random, DrawText(ref random, options.LetterShare), options.MinimumCapHeight, options.MaximumCapHeight, severity);
            foreach (PrintedCharacter character in line.Characters)
            {
                Span<byte> target = pixels.Slice(done * Side * Side, Side * Side);
                if (character.Character != '-' && MnistStyle.Normalize(line.Image, BoxOf(character, line.Image, ref random), target))
                {
                    labels[done++] = (byte)PrintedClasses.IndexOf(character.Character);
                }

                if (done == labels.Length)
                {
                    break;
                }
            }

            severity *= 0.7f;
            if (attempt > 20)
            {
                throw new InvalidOperationException($"The normaliser made out only {done} of {labels.Length} glyphs on {attempt + 1} lines, the last of them clean.");
            }
        }
    }

    private static string DrawText(ref SampleRandom random, float letterShare)
    {
        Span<char> text = stackalloc char[GlyphsPerLine];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = random.Chance(letterShare) ? (char)('A' + random.Below(26)) : (char)('0' + random.Below(10));
        }

        return new string(text);
    }

    /// <summary>The character's rectangle with a little air, as a segmenter cuts it: a neighbour may reach in by a pixel or two.</summary>
    private static PixelBox BoxOf(PrintedCharacter character, GrayImage image, ref SampleRandom random)
    {
        float air = 0.08f * character.CapHeight;
        float halfWidth = (character.Width / 2) + air, halfHeight = (character.CapHeight / 2) + air;
        int left = Math.Clamp((int)(character.Center.X - halfWidth + random.Range(-0.5f, 0.5f)), 0, image.Width - 2);
        int top = Math.Clamp((int)(character.Center.Y - halfHeight + random.Range(-0.5f, 0.5f)), 0, image.Height - 2);
        int right = Math.Clamp((int)MathF.Ceiling(character.Center.X + halfWidth), left + 1, image.Width);
        int bottom = Math.Clamp((int)MathF.Ceiling(character.Center.Y + halfHeight), top + 1, image.Height);
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
