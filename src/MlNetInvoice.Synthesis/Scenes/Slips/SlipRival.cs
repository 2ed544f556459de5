using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A row on a slip that is no invoice number and could be taken for one.</summary>
internal sealed record SlipRival(string Text, Quad Quad, RivalKind Kind);
