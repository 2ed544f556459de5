using System.Collections.Concurrent;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Whole printed and photographed lines with the truth of every character, for training on strips and for tests from end to end. Safe to use from many threads.</summary>
public sealed class PrintedLines
{
    private readonly PrintedLineOptions _options;
    private readonly FacePool _pool;
    private readonly ConcurrentBag<LineStudio> _studios = [];

    /// <summary>Prepares the faces.</summary>
    /// <param name="options">What to print; null: the defaults.</param>
    /// <exception cref="ArgumentException">The heights are crossed.</exception>
    public PrintedLines(PrintedLineOptions? options = null)
    {
        _options = options ?? new PrintedLineOptions();
        PrintedRange.CheckHeights(_options.MinimumCapHeight, _options.MaximumCapHeight);
        _pool = _options.Face is { } face ? FacePool.Only(face) : new FacePool(_options.Fonts);
    }

    /// <summary>Prints line i.</summary>
    /// <param name="index">Which line, from 0.</param>
    public PrintedLine Draw(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var random = new SampleRandom(_options.Seed, index);
        float severity = _options.Severity * MathF.Sqrt(random.NextFloat());
        bool lightInk = random.Chance(_options.LightInkShare);
        LineStudio studio = _studios.TryTake(out LineStudio? idle) ? idle : new LineStudio(_pool);
        PrintedLine line = studio.Draw(ref random, _options.Text ?? LineStudio.NumberText, _options.MinimumCapHeight, _options.MaximumCapHeight, severity);
        _studios.Add(studio);
        if (!lightInk)
        {
            return line;
        }

        foreach (ref byte value in line.Image.Pixels)
        {
            value = (byte)(255 - value);
        }

        return line with { LightInk = true };
    }
}
