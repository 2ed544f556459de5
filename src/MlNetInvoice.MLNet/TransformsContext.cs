using Microsoft.ML;

namespace MlNetInvoice.MLNet;

/// <summary>
/// The context in which this library's transforms are made. A catalog shows its context to ML.NET's own assemblies only; transforms, unlike trainers, draw nothing at
/// random and so need none of the caller's.
/// </summary>
internal static class TransformsContext
{
    public static MLContext Shared { get; } = new();
}
