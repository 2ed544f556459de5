using System.Text.Json;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Language;

namespace MlNetInvoice.Server.Review;

/// <summary>A row of the list without its picture.</summary>
internal sealed record ReviewRow
{
    // Less than one in a hundred is no guess.
    private const float LeastSecondScore = 0.01f;

    public required string Id { get; init; }

    public required long CreatedMs { get; init; }

    public required string Source { get; init; }

    public required string Why { get; init; }

    public required PictureReading Picture { get; init; }

    public bool HasPicture { get; init; }

    public double Left { get; init; }

    public double Top { get; init; }

    public double Scale { get; init; }

    public string? Reviewer { get; init; }

    public long? LeaseMs { get; init; }

    public string? Outcome { get; init; }

    public string? Number { get; init; }

    public string? SkipReason { get; init; }

    public string? Comment { get; init; }

    public long? DecidedMs { get; init; }

    public IReadOnlyList<ReviewUndone> Undone { get; init; } = [];

    /// <summary>The number as far as the reader has a guess, or null.</summary>
    public string? Guess => ReviewEntry.GuessOf(Picture.Reading);

    /// <summary>The row as callers see it.</summary>
    public ReviewItem ToItem(ReasonTexts texts, string language, DateTimeOffset now)
    {
        InvoiceReading? reading = Picture.Reading;
        PictureReading told = texts.In(language, Picture);
        return new ReviewItem
        {
            Id = Id,
            File = Picture.File,
            Source = Source,
            Why = Why,
            State = Outcome is not null ? "decided" : LeaseMs >= now.ToUnixTimeMilliseconds() ? "claimed" : "open",
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
            Guess = Guess,
            OtherGuess = OtherGuess(reading),
            Confidence = ReadingJson.Share(reading?.Confidence ?? 0),
            Reason = told.Reason,
            ReasonCode = Picture.ReasonCode == ReadingReason.None ? null : JsonNamingPolicy.CamelCase.ConvertName(Picture.ReasonCode.ToString()),
            Glyphs = [.. (reading?.Glyphs ?? []).Select(ToGlyph)],
            Box = HasPicture && reading?.Box is { } box ? Corners(box) : null,
            HasPicture = HasPicture,
            Reviewer = Reviewer,
            LeaseUntil = Outcome is null && LeaseMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
            Outcome = Outcome,
            Number = Number,
            SkipReason = SkipReason,
            Comment = Comment,
            DecidedAt = DecidedMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Undone = Undone,
        };
    }

    /// <summary>Corners of a place in the picture's pixels as pixels of the kept part.</summary>
    public double[][] Corners(Quad quad) => [.. new[] { quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft }.Select(corner =>
        new[] { Math.Round((corner.X - Left) * Scale, 1), Math.Round((corner.Y - Top) * Scale, 1) })];

    private ReviewGlyph ToGlyph(GlyphReading glyph)
    {
        bool hasSecond = glyph.RunnerUpScore >= LeastSecondScore;
        return new ReviewGlyph(
            glyph.Digit.ToString(), ReadingJson.Share(glyph.Score), hasSecond ? glyph.RunnerUp.ToString() : null, hasSecond ? ReadingJson.Share(glyph.RunnerUpScore) : 0, HasPicture ? Corners(glyph.Box) : null);
    }

    private string? OtherGuess(InvoiceReading? reading) =>
        reading?.Record?.Conflicts.FirstOrDefault(conflict => conflict.Field == "number") is { } conflict ? (conflict.First == Guess ? conflict.Second : conflict.First) : null;
}
