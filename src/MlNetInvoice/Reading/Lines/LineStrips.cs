using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>Lays a strip over a line, classifies every window of it and finds its best path. Immutable; safe to share between threads.</summary>
/// <param name="network">Classifies windows, unless an expert does.</param>
/// <param name="normalizer">Makes strips of lines.</param>
internal sealed class LineStrips(SlidingNetwork network, LineNormalizer normalizer)
{
    /// <summary>Columns that a strip reaches beyond its line at least: a window's middle must be able to stand on the line's ends.</summary>
    public const int Margin = LineNormalizer.WindowColumns / 2;

    private const int MaxWidth = 1600;

    /// <summary>Classifies windows, unless an expert does.</summary>
    public SlidingNetwork Network { get; } = network;

    /// <summary>Tries a strip.</summary>
    /// <param name="workspace">What is known of the line, and buffers; its expert classifies if there is one.</param>
    /// <param name="geometry">The line.</param>
    /// <param name="stretch">Width of the strip relative to its height.</param>
    /// <param name="margin">Columns beyond both ends of the line.</param>
    /// <param name="lightInk">Whether the ink is lighter than the paper.</param>
    /// <param name="isProbe">Whether every second pitch of the digits will do.</param>
    /// <returns>The strip's best path; without digits where there is none.</returns>
    public LineHypothesis Try(LineWorkspace workspace, LineGeometry geometry, float stretch, int margin, bool lightInk, bool isProbe = false)
    {
        LineHypothesis hypothesis = workspace.Next();
        hypothesis.Geometry = geometry;
        hypothesis.Stretch = stretch;
        hypothesis.Margin = margin;
        hypothesis.LightInk = lightInk;
        SlidingNetwork classifier = workspace.Expert?.Network ?? Network;
        hypothesis.Step = classifier.Step;
        hypothesis.Width = geometry.GetStripWidth(stretch, margin);
        hypothesis.Path.Count = 0;
        int positions = classifier.GetPositions(hypothesis.Width);
        if (positions == 0 || hypothesis.Width > MaxWidth)
        {
            return hypothesis;
        }

        int length = LineNormalizer.Rows * hypothesis.Width;
        workspace.Reserve(length, positions * PrintedClasses.Count);
        Span<byte> strip = workspace.Strip.AsSpan(0, length);
        Span<float> scores = workspace.Scores.AsSpan(0, positions * PrintedClasses.Count);
        normalizer.Normalize(workspace.Patch, geometry.GetStrip(hypothesis.Width, margin), hypothesis.Width, strip, lightInk);
        classifier.Classify(strip, hypothesis.Width, scores);
        int firstWindow = workspace.Start is { } place ? (int)Math.Max(0, (hypothesis.ColumnOf(place) - (LineNormalizer.WindowColumns / 2f)) / classifier.Step) : 0;
        workspace.Decoder.Decode(scores, positions, workspace.MinDigits, workspace.MaxDigits, 7f / classifier.Step, 26f / classifier.Step, hypothesis.Path, isProbe, firstWindow);
        workspace.Trace?.AddStrip(strip, hypothesis);
        return hypothesis;
    }
}
