namespace MlNetInvoice.Models.Onnx;

/// <summary>An attribute of an ONNX node: the member that its kind uses is filled.</summary>
internal sealed record OnnxAttribute(string Name, long Integer, float Float, IReadOnlyList<long> Integers, string Text, OnnxTensor? Tensor);
