namespace MlNetInvoice.Cli.Peers;

/// <summary>What a peer made of one picture.</summary>
/// <param name="Lines">The lines it read.</param>
/// <param name="Elapsed">How long that took.</param>
internal sealed record PeerReading(IReadOnlyList<string> Lines, TimeSpan Elapsed);
