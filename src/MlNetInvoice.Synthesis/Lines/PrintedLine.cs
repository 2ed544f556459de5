using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>A printed and photographed line of text with its truth. Immutable by convention.</summary>
/// <param name="Image">The picture, dark ink on lighter paper unless <paramref name="LightInk"/>.</param>
/// <param name="Text">What is printed, spaces included.</param>
/// <param name="Characters">One entry for each character that has ink, from left to right.</param>
/// <param name="FaceName">The face of most characters.</param>
/// <param name="LightInk">Whether the ink is lighter than the paper.</param>
public sealed record PrintedLine(GrayImage Image, string Text, IReadOnlyList<PrintedCharacter> Characters, string FaceName, bool LightInk);
