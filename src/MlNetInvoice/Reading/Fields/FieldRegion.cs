namespace MlNetInvoice.Reading;

/// <summary>Where to look for print about a number's digits.</summary>
/// <param name="Left">How far to the left of the first digit, in the digits' length.</param>
/// <param name="Right">How far to the right of the first digit, in the same.</param>
/// <param name="Above">Where it begins below their middle, in the same; negative above it.</param>
/// <param name="Below">Where it ends, in the same.</param>
internal readonly record struct FieldRegion(float Left, float Right, float Above, float Below);
