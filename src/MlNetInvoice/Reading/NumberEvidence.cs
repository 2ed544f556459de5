using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>What one look at a picture found at one place, before anything is decided about it.</summary>
internal sealed record NumberEvidence
{
    /// <summary>The digits read.</summary>
    public required string Digits { get; init; }

    /// <summary>The digits one by one.</summary>
    public required IReadOnlyList<GlyphReading> Glyphs { get; init; }

    /// <summary>Where they stand.</summary>
    public required Quad Box { get; init; }

    /// <summary>The row that it was read from, which other light is let fall on alone; null where the reader keeps none.</summary>
    public NumberLineCandidate? Row { get; init; }

    /// <summary>Probability that these are the digits, 0 to 1.</summary>
    public required float DigitsConfidence { get; init; }

    /// <summary>Probability that what stands here is an invoice's number, 0 to 1; 1 in crops.</summary>
    public float Belief { get; init; } = 1;

    /// <summary>Probability that these are the digits and that they are an invoice's number, 0 to 1.</summary>
    public float Confidence => DigitsConfidence * Belief;

    /// <summary>The two letters in front, or null.</summary>
    public string? Letters { get; init; }

    /// <summary>Probability that both letters are right, 0 to 1; 0 if there are none.</summary>
    public float LettersConfidence { get; init; }

    /// <summary>What speaks against it most, if it is not sure enough.</summary>
    public required ReadingReason Doubt { get; init; }
}
