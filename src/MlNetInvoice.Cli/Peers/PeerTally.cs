using MlNetInvoice.Data;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Counts what a peer found. Not thread-safe.</summary>
/// <param name="folder">Every label of the folder: a number of another picture is not wrong in this one, for labels may leave slips out.</param>
/// <param name="digits">How many digits a number has; null for any string of 4 and more.</param>
/// <param name="isCrop">Whether the pictures are crops, in which a number needs no letters to be meant.</param>
internal sealed class PeerTally(IEnumerable<LabeledInvoice> folder, int? digits, bool isCrop)
{
    private readonly HashSet<string> _known = [.. folder.Select(label => label.Digits)];

    /// <summary>Labelled numbers.</summary>
    public int All { get; private set; }

    /// <summary>Of these, the ones whose digits are one run of a line.</summary>
    public int Found { get; private set; }

    /// <summary>Of the found ones, those with both letters, as labelled, right before the digits.</summary>
    public int Whole { get; private set; }

    /// <summary>Runs that look like a number, letters and all (in a crop the digits alone), and are none.</summary>
    public int Wrong { get; private set; }

    /// <summary>Other runs of as many digits: the peer does not say that they are no numbers.</summary>
    public int Rivals { get; private set; }

    /// <summary>Adds the lines of a picture.</summary>
    public void Add(IReadOnlyList<LabeledInvoice> labels, IEnumerable<string> lines)
    {
        List<PeerNumber> runs = [.. lines.SelectMany(PeerNumber.In).Where(run => digits is int count ? run.Digits.Length == count : run.Digits.Length >= 4)];
        foreach (LabeledInvoice label in labels.Where(label => label.Digits.Length > 0))
        {
            All++;
            Found += runs.Any(run => run.Digits == label.Digits) ? 1 : 0;
            Whole += label.Letters is not null && runs.Contains(new PeerNumber(label.Letters, label.Digits)) ? 1 : 0;
        }

        foreach (PeerNumber run in runs.Where(run => isCrop ? labels.All(label => label.Digits != run.Digits) : !_known.Contains(run.Digits)))
        {
            if (isCrop || run.Letters is not null)
            {
                Wrong++;
            }
            else
            {
                Rivals++;
            }
        }
    }
}
