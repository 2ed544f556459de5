using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Where one character of a printed line lies: the truth that goes with the picture.</summary>
/// <param name="Character">The character.</param>
/// <param name="Center">Middle of its ink across, half-way between the baseline and the top of a capital.</param>
/// <param name="CapHeight">Height of a capital in pixels, as printed here.</param>
/// <param name="Width">Width of its ink in pixels, along the baseline.</param>
/// <param name="Pitch">Distance from the pen's place before it to that after it, in pixels.</param>
/// <param name="CellCenter">Middle of the space it occupies, which a fixed pitch repeats.</param>
/// <param name="Angle">Direction of its baseline in radians, clockwise.</param>
public readonly record struct PrintedCharacter(
    char Character, PixelPoint Center, float CapHeight, float Width, float Pitch, PixelPoint CellCenter, float Angle);
