namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A field of a slip with the row that it was drawn as.</summary>
internal sealed record SlipField(string Name, DrawnRow Row);
