namespace MlNetInvoice.Models.Onnx;

/// <summary>How a network is written as ONNX. Immutable.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Whether batch normalization is multiplied into the layer before (the default), or written as nodes of its own. The scores are the same.</summary>
    public bool FoldNormalization { get; init; } = true;

    /// <summary>Whether the output is scores that sum to 1 (the default), or what stands before the softmax.</summary>
    public bool Softmax { get; init; } = true;

    /// <summary>Further metadata, such as the normaliser's parameters: key and text, at most 64 of them. None by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
