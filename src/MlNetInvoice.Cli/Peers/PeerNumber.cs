using System.Text.RegularExpressions;

namespace MlNetInvoice.Cli.Peers;

/// <summary>A run of digits in a line that a peer read.</summary>
/// <param name="Letters">The two letters that stand right before it, but for a dash or a space; null where there are none.</param>
/// <param name="Digits">The whole run.</param>
internal sealed partial record PeerNumber(string? Letters, string Digits)
{
    /// <summary>Every run of digits of a line.</summary>
    public static IEnumerable<PeerNumber> In(string line) => Runs().Matches(line).Select(match =>
        new PeerNumber(match.Groups["letters"] is { Success: true, Value: string letters } ? letters : null, match.Groups["digits"].Value));

    // Letters are those of a number only where no third one stands before them.
    [GeneratedRegex("(?:(?<![A-Za-z])(?<letters>[A-Z]{2})[- –—]*)?(?<digits>[0-9]+)")]
    private static partial Regex Runs();
}
