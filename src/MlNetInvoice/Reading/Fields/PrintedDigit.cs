using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>A digit somewhere in a line of print.</summary>
/// <param name="Digit">The digit.</param>
/// <param name="Column">Column of the strip in which its middle stands.</param>
/// <param name="Probability">How likely it is this digit and no other one, and no other character, 0 to 1.</param>
/// <param name="Shares">How likely it is each of the ten digits if it is a digit at all.</param>
/// <param name="HasComma">Whether a mark stands at the foot of the line before it, and nothing above the mark.</param>
/// <param name="Box">Where it stands in the picture.</param>
internal readonly record struct PrintedDigit(char Digit, float Column, float Probability, IReadOnlyList<float> Shares, bool HasComma, Quad Box)
{
    /// <summary>How likely it is this digit if it is a digit at all, 0 to 1.</summary>
    public float Identity => Shares[Digit - '0'];
}
