namespace MlNetInvoice.Reading;

/// <summary>A line of print below or above a number, with the digits that were found in it.</summary>
/// <param name="Digits">From left to right.</param>
/// <param name="Middle">Column of the strip below the middle of the number.</param>
/// <param name="End">Column at which the strip ends.</param>
/// <param name="Scale">Columns of the strip for a pixel of the picture.</param>
internal sealed record FieldLine(IReadOnlyList<PrintedDigit> Digits, float Middle, float End, float Scale)
{
    private const float UsualPitch = 13;
    private const float LargestPitch = 22;

    /// <summary>Distance of neighbouring digits, in columns: the median of those that stand close, until another line of the same print tells it better.</summary>
    public float Pitch { get; init; } = Median(Digits.Zip(Digits.Skip(1), (a, b) => b.Column - a.Column));

    /// <summary>Its runs of digits: what stands more than some pitches apart belongs to another one.</summary>
    public List<DigitRun> Runs(float pitches) => DigitRun.Split(Digits, pitches * Pitch);

    private static float Median(IEnumerable<float> distances)
    {
        List<float> near = [.. distances.Where(distance => distance < LargestPitch).Order()];
        return near.Count == 0 ? UsualPitch : near[near.Count / 2];
    }
}
