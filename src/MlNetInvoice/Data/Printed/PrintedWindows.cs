using MlNetInvoice.Data.Printed.Lines;

namespace MlNetInvoice.Data.Printed;

/// <summary>
/// Grey windows cut from printed and photographed lines, as a reader slides them along a line: centred on a character with its neighbours
/// at the sides, contrast stretched, classes as in <see cref="PrintedClasses"/>. Class 36 "none" is what a reader also meets: gaps,
/// symbols, halves, wrong scales, empty paper.
/// </summary>
public static class PrintedWindows
{
    /// <summary>Windows cut from one line; the next ones come from the next line.</summary>
    internal const int WindowsPerLine = 8;

    /// <summary>Generates labelled windows.</summary>
    /// <param name="options">How many and which; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Images of options.Rows × options.Columns with 37 classes.</returns>
    /// <exception cref="ArgumentException">The shares exceed 1 together, the heights are crossed, or the set would exceed 2 GB.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static LabeledImages Generate(PrintedWindowOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PrintedWindowOptions();
        Validate(options);
        int size = options.Rows * options.Columns;
        byte[] pixels = new byte[options.Count * size];
        byte[] labels = new byte[options.Count];
        var pool = new FacePool(options.Fonts);
        int lines = (options.Count + WindowsPerLine - 1) / WindowsPerLine;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        Parallel.For(0, lines, parallel, () => new LineStudio(pool), (line, _, studio) =>
        {
            int first = line * WindowsPerLine, count = Math.Min(WindowsPerLine, options.Count - first);
            CutLine(options, studio, line, pixels.AsSpan(first * size, count * size), labels.AsSpan(first, count));
            return studio;
        }, static _ => { });
        return new LabeledImages(options.Rows, options.Columns, PrintedClasses.Count, pixels, labels);
    }

    private static void CutLine(PrintedWindowOptions options, LineStudio studio, long index, Span<byte> pixels, Span<byte> labels)
    {
        var random = new SampleRandom(options.Seed, index);
        float severity = options.Severity * MathF.Sqrt(random.NextFloat());
        PrintedLine line = studio.Draw(ref random, null, options.MinimumCapHeight, options.MaximumCapHeight, severity);
        int size = options.Rows * options.Columns;
        for (int i = 0; i < labels.Length; i++)
        {
            float kind = random.NextFloat();
            WindowPlace place = kind < options.DigitShare
                ? WindowPlace.OnCharacter(line, ref random, options, char.IsAsciiDigit)
                : kind < options.DigitShare + options.LetterShare
                    ? WindowPlace.OnCharacter(line, ref random, options, char.IsAsciiLetterUpper)
                    : WindowPlace.OnNothing(line, ref random);
            var cut = new WindowCut(place.Center, place.CapHeight, place.Angle, options.CapRows, options.Rows, options.Columns);
            options.Cutter(line.Image, cut, pixels.Slice(i * size, size));
            labels[i] = (byte)place.Class;
        }
    }

    private static void Validate(PrintedWindowOptions options)
    {
        if (options.DigitShare + options.LetterShare > 1.0001f)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"DigitShare {options.DigitShare} and LetterShare {options.LetterShare} exceed 1 together."), nameof(options));
        }

        PrintedRange.CheckHeights(options.MinimumCapHeight, options.MaximumCapHeight);
        PrintedRange.CheckSize(options.Count, options.Rows, options.Columns);
    }
}
