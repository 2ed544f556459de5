using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>A row that is no invoice number and could be taken for one.</summary>
/// <param name="Text">What it says, without its caption.</param>
/// <param name="Quad">Its corners in the picture, in the order of reading: cap line to baseline.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Slip">Which slip of the picture it belongs to, from 0.</param>
public sealed record SceneRival(string Text, Quad Quad, RivalKind Kind, int Slip);
