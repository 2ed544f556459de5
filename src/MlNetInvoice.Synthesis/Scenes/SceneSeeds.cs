namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>
/// The seeds of scenes by purpose, so that what a reader is trained on, calibrated on and tested on never meets: training has 1 to 999,999,
/// calibration 1,000,000 to 1,999,999, tests 2,000,000 to 2,999,999. Whoever draws scenes to try something out takes 3,000,000 or more.
/// </summary>
public static class SceneSeeds
{
    /// <summary>First seed for training: 1.</summary>
    public const long Training = 1;

    /// <summary>First seed for calibration: 1,000,000.</summary>
    public const long Calibration = 1_000_000;

    /// <summary>First seed for tests: 2,000,000.</summary>
    public const long Test = 2_000_000;

    /// <summary>First seed that serves neither: 3,000,000.</summary>
    public const long Free = 3_000_000;
}
