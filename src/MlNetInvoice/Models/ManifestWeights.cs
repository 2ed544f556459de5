using MlNetInvoice.Networks;

namespace MlNetInvoice.Models;

/// <summary>What a manifest says of the weights beside it.</summary>
/// <param name="Sha256">Hash of <c>weights.bin</c>, 64 lower-case hexadecimal digits.</param>
/// <param name="Parameters">Names and shapes in the order of the file.</param>
internal sealed record ManifestWeights(string Sha256, IReadOnlyList<ParameterSpecification> Parameters);
