namespace MlNetInvoice.Reading;

/// <summary>A digit that shows in windows of a strip.</summary>
/// <param name="Window">The window in which its middle stands.</param>
/// <param name="Digit">The digit.</param>
/// <param name="First">The first window that was chosen for it.</param>
/// <param name="Last">The last one; the first, too, if the digit is not so wide that it was seen twice.</param>
internal readonly record struct SpottedDigit(float Window, int Digit, int First, int Last)
{
    /// <summary>How likely it is this digit, and no other one, and no other character, 0 to 1.</summary>
    public float Probability { get; init; }

    /// <summary>How likely it is each of the ten digits if it is a digit at all.</summary>
    public float[] Shares { get; init; } = [];
}
