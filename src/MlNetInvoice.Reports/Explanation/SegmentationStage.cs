using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>One step on the way from a photograph to its number, as <see cref="SegmentationSheet"/> draws it.</summary>
/// <param name="Name">The step, such as <c>local threshold</c>.</param>
/// <param name="Images">Its pictures: one line, or one a glyph.</param>
public sealed record SegmentationStage(string Name, IReadOnlyList<GrayImage> Images)
{
    /// <summary>Places to mark in the first picture, in its pixels.</summary>
    public IReadOnlyList<Quad> Boxes { get; init; } = [];

    /// <summary>What stands below each picture, such as the digit read; empty or as many as there are pictures.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>A short remark beside the name, such as the threshold that was found.</summary>
    public string Note { get; init; } = "";
}
