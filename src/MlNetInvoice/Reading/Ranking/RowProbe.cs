using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>What one strip of a row reads as: enough to choose which rows are read with all care.</summary>
/// <param name="Row">The row, in the direction in which it was read.</param>
/// <param name="Quality">Path score per digit; 0 perfect.</param>
/// <param name="Digits">The digits as read.</param>
/// <param name="Box">Where the digits stand.</param>
/// <param name="Letters">Score of the best pair of letters in front, 0 perfect; negative infinity if there is none.</param>
internal readonly record struct RowProbe(NumberLineCandidate Row, float Quality, string Digits, Quad Box, float Letters)
{
    // Pairs of letters score above it at first sight, hardly anything else scores at all; reading with all care decides.
    private const float ClearLetters = -4.5f;

    /// <summary>Whether two letters show in front at first sight.</summary>
    public bool HasLetters => Letters > ClearLetters && !DigitPattern.IsRepeated(Digits);

    /// <summary>Where the digits begin at the earliest, because what looks like a digit before is a letter; null if nothing does.</summary>
    public PixelPoint? Start { get; init; }

    /// <summary>Height of the digits.</summary>
    public float Height => Row.CapHeight;
}
