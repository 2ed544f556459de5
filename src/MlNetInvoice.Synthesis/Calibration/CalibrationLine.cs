namespace MlNetInvoice.Synthesis.Calibration;

/// <summary>What a calibration learns from: the evidence for what one printed line read as, and whether it was right.</summary>
/// <param name="Features">See <see cref="Reading.ReadingConfidence.Describe(Reading.LineReading)"/>.</param>
/// <param name="IsRight">Whether it read as what was printed.</param>
internal sealed record CalibrationLine(float[] Features, bool IsRight)
{
    /// <summary>Whether the second stage of a cascade read it: its evidence is that of both.</summary>
    public bool IsByExpert => Features.Length == Reading.ReadingConfidence.ExpertFeatureCount;
}
