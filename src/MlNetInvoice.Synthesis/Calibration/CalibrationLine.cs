namespace MlNetInvoice.Synthesis.Calibration;

/// <summary>What a calibration learns from: the evidence for what one printed line read as, and whether it was right.</summary>
/// <param name="Features">See <see cref="Reading.ReadingConfidence.Describe"/>.</param>
/// <param name="IsRight">Whether it read as what was printed.</param>
/// <param name="IsByExpert">Whether the second stage of the cascade read it.</param>
internal sealed record CalibrationLine(float[] Features, bool IsRight, bool IsByExpert = false);
