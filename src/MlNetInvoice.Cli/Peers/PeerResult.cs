namespace MlNetInvoice.Cli.Peers;

/// <summary>One row of the comparison.</summary>
/// <param name="Name">Who read.</param>
/// <param name="Fault">Why it did not; null where it did.</param>
/// <param name="Tally">What it found; null where it did not read.</param>
/// <param name="Times">The time of each picture.</param>
internal sealed record PeerResult(string Name, string? Fault, PeerTally? Tally, IReadOnlyList<TimeSpan> Times);
