using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>One stage of a reading.</summary>
/// <param name="Name">What it is, in a word or two.</param>
/// <param name="Image">What was looked at; null for the picture itself.</param>
/// <param name="Boxes">Places in that image.</param>
/// <param name="Text">What came of it.</param>
internal sealed record ReadingStage(string Name, GrayImage? Image, IReadOnlyList<Quad> Boxes, string Text);
