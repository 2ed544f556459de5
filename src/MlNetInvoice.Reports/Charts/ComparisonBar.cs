namespace MlNetInvoice.Reports.Charts;

/// <summary>One row of a <see cref="ComparisonChart"/>.</summary>
/// <param name="Name">What is compared, such as an architecture.</param>
/// <param name="Value">Its value; over several seeds the median or mean.</param>
/// <param name="Low">The lowest value that was seen, or null.</param>
/// <param name="High">The highest value that was seen, or null.</param>
/// <param name="Reference">A published figure to compare with, or null.</param>
public sealed record ComparisonBar(string Name, double Value, double? Low = null, double? High = null, double? Reference = null);
