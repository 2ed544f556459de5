using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A code on a slip: modules across its quad, and which of them are dark, row by row; of a bar code one row of the narrowest bars and gaps.</summary>
internal sealed record SlipCode(SceneCodeKind Kind, string Text, Quad Quad, float Columns, bool[] Modules);
