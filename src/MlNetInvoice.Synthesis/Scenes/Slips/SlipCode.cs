using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A code on a slip: modules across and down its quad.</summary>
internal sealed record SlipCode(SceneCodeKind Kind, string Text, Quad Quad, float Columns);
