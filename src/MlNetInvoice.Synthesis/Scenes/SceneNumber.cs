using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>An invoice number that a scene shows.</summary>
/// <param name="Letters">Its two letters.</param>
/// <param name="Digits">Its eight digits.</param>
/// <param name="DigitsQuad">The corners of the digits in the picture, in the order of reading: cap line to baseline.</param>
/// <param name="LettersQuad">The corners of the letters.</param>
/// <param name="IsLegible">Whether a person can read all digits: in view, uncovered, at least <see cref="SceneNumber.LeastCapHeight"/> pixels high, each standing out clearly.</param>
/// <param name="AreLettersLegible">The same for the letters.</param>
/// <param name="CapHeight">Height of the digits in pixels.</param>
/// <param name="Contrast">Difference of luminance between paper and ink, 0 to 1, of the faintest digit.</param>
/// <param name="Clearness">How well the least clear digit's pixels follow its shape: a correlation, 0 to 1.</param>
/// <param name="Slip">Which slip of the picture it belongs to, from 0.</param>
/// <param name="Kind">What kind of slip that is.</param>
public sealed record SceneNumber(
    string Letters, string Digits, Quad DigitsQuad, Quad LettersQuad, bool IsLegible, bool AreLettersLegible, float CapHeight, float Contrast, float Clearness, int Slip, SlipKind Kind)
{
    /// <summary>Digits lower than this count as illegible, in pixels: 8.</summary>
    public const float LeastCapHeight = 8;

    /// <summary>The number as <c>AB-12345678</c>.</summary>
    public string Number => $"{Letters}-{Digits}";
}
