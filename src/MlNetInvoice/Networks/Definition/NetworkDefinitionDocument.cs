namespace MlNetInvoice.Networks;

/// <summary>What the JSON of a network definition holds, before it is checked.</summary>
internal sealed record NetworkDefinitionDocument(string Name, LayerShape Input, int Classes, IReadOnlyList<LayerDefinition> Layers);
