namespace MlNetInvoice.Reading;

/// <summary>A line of print below or above a number, with the digits that were found in it.</summary>
/// <param name="Digits">From left to right.</param>
/// <param name="Down">How far its middle stands below that of the number, in heights of the number; negative above it.</param>
/// <param name="Height">Height of its digits in the picture.</param>
/// <param name="Middle">Column of the strip below the middle of the number.</param>
/// <param name="End">Column at which the strip ends.</param>
internal sealed record FieldLine(IReadOnlyList<PrintedDigit> Digits, float Down, float Height, float Middle, float End)
{
    /// <summary>Distance of neighbouring digits, in columns: the median of those that stand close.</summary>
    public float Pitch
    {
        get
        {
            List<float> near = [.. Digits.Zip(Digits.Skip(1), (a, b) => b.Column - a.Column).Where(distance => distance < 22).Order()];
            return near.Count == 0 ? 13 : near[near.Count / 2];
        }
    }

    /// <summary>Its runs of digits: what stands more than a digit and a half apart belongs to another one.</summary>
    public List<DigitRun> Runs(float pitches) => DigitRun.Split(Digits, pitches * Pitch);
}
