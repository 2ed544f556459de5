using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>A code of a certificate in a scene; it can be decoded as far as it can be seen.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Text">What it says.</param>
/// <param name="Quad">Its corners in the picture, quiet zone aside.</param>
/// <param name="ModuleWidth">Pixels of a module, or of a narrow bar: the smaller of its two sides.</param>
/// <param name="IsSeen">Whether all of it is in view and uncovered.</param>
/// <param name="Slip">Which slip of the picture it belongs to, from 0.</param>
public sealed record SceneCode(SceneCodeKind Kind, string Text, Quad Quad, float ModuleWidth, bool IsSeen, int Slip)
{
    /// <summary>
    /// Whether it can be decoded by who knows where its modules lie: <see cref="IsSeen"/>, and in the finished picture, blur, wear and folds included, light and dark at the modules' true
    /// places are wrong for no more codewords than error correction mends; of a bar code, which has none, for no bar and no gap.
    /// </summary>
    public bool IsLegible { get; init; }
}
