namespace MlNetInvoice.Models.Onnx;

/// <summary>A node of an ONNX graph.</summary>
internal sealed record OnnxNode(int Index, string Operation, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    /// <summary>The node as errors name it.</summary>
    public override string ToString() => $"node {Index + 1} ({Operation}{(Name.Length == 0 ? "" : $" \"{Name}\"")})";

    public long GetInteger(string name, long otherwise) => Find(name)?.Integer ?? otherwise;

    public float GetFloat(string name, float otherwise) => Find(name)?.Float ?? otherwise;

    public IReadOnlyList<long>? GetIntegers(string name) => Find(name)?.Integers;

    public string GetText(string name, string otherwise) => Find(name)?.Text ?? otherwise;

    public OnnxAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
