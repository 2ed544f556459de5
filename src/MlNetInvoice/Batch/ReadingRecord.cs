using System.Text.Json;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Batch;

/// <summary>
/// One line of result, as the command line, the service and the workers all write it: JSON with the properties below in this order, in camel case, every
/// one always present. Immutable.
/// </summary>
public sealed record ReadingRecord
{
    /// <summary>The file or the caller's name for the picture, or null where it had none.</summary>
    public string? File { get; init; }

    /// <summary><c>read</c>, <c>rejected</c>, <c>notFound</c> or <c>invalid</c> (the picture could not be opened or decoded).</summary>
    public required string Status { get; init; }

    /// <summary>The number as far as it was read, <c>AB-12345678</c> or <c>12345678</c>; null unless <see cref="Status"/> is <c>read</c>.</summary>
    public string? Number { get; init; }

    /// <summary>The two letters, or null where none were read surely.</summary>
    public string? Letters { get; init; }

    /// <summary>Probability that the letters are right, 0 to 1; 0 where there are none.</summary>
    public double LettersConfidence { get; init; }

    /// <summary>The digits, or null unless <see cref="Status"/> is <c>read</c>.</summary>
    public string? Digits { get; init; }

    /// <summary>What a rejected reading would have been, or null.</summary>
    public string? BestGuess { get; init; }

    /// <summary>Probability that all digits are right, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Why there is no number; empty where there is one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The four corners of the digits, each x and y in pixels of the upright picture: top left, top right, bottom right, bottom left; or null.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Box { get; init; }

    /// <summary>The digits one by one; empty where nothing was found.</summary>
    public IReadOnlyList<GlyphRecord> Glyphs { get; init; } = [];

    /// <summary>Milliseconds one core took for the picture, decoding included.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>The record of a reading.</summary>
    /// <param name="file">The file or the caller's name for the picture, or null.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="elapsed">How long it took.</param>
    public static ReadingRecord FromReading(string? file, InvoiceReading reading, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new ReadingRecord
        {
            File = file,
            Status = reading.Status switch
            {
                InvoiceReadingStatus.Read => "read",
                InvoiceReadingStatus.Rejected => "rejected",
                _ => "notFound",
            },
            Number = reading.Number,
            Letters = reading.Letters,
            LettersConfidence = Round(reading.LettersConfidence, 4),
            Digits = reading.Digits,
            BestGuess = reading.BestGuess,
            Confidence = Round(reading.Confidence, 4),
            Reason = reading.Reason,
            Box = reading.Box is { } box ? Corners(box) : null,
            Glyphs = [.. reading.Glyphs.Select(GlyphRecord.FromGlyph)],
            ElapsedMs = Round(elapsed.TotalMilliseconds, 2),
        };
    }

    /// <summary>The record of a picture that could not be opened or decoded.</summary>
    /// <param name="file">The file or the caller's name for the picture, or null.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="elapsed">How long it took to find out.</param>
    public static ReadingRecord FromFault(string? file, string reason, TimeSpan elapsed) =>
        new() { File = file, Status = "invalid", Reason = reason, ElapsedMs = Round(elapsed.TotalMilliseconds, 2) };

    /// <summary>The record as one line of JSON, without a line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReadingRecordJson.Line);

    internal static IReadOnlyList<IReadOnlyList<double>> Corners(Quad quad) =>
        [Corner(quad.TopLeft), Corner(quad.TopRight), Corner(quad.BottomRight), Corner(quad.BottomLeft)];

    internal static double Round(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static double[] Corner(PixelPoint point) => [Round(point.X, 1), Round(point.Y, 1)];
}
