namespace MlNetInvoice.Models.Onnx;

/// <summary>What an ONNX file holds, as far as weights are imported from it.</summary>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, OnnxTensor> Tensors,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyDictionary<string, string> Metadata);

/// <summary>An input of a graph; an open dimension is −1.</summary>
internal sealed record OnnxValue(string Name, IReadOnlyList<long> Sizes);
