using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>A page of a file: its picture, its text, or why it has neither. Immutable.</summary>
/// <param name="Number">Number of the page, from 1.</param>
public sealed record DocumentPage(int Number)
{
    /// <summary>The page's picture, upright; null if it has none, or if its text holds the number already.</summary>
    public RgbImage? Image { get; init; }

    /// <summary>What is wrong with the picture's data, or null.</summary>
    public ImageDamage? Damage { get; init; }

    /// <summary>The page's text layer, or null if it has none.</summary>
    public PageText? Text { get; init; }

    /// <summary>Why the page's picture cannot be decoded, in one sentence, or null.</summary>
    public string? Fault { get; init; }
}
