using MlNetInvoice.Data.Printed.Faces;

namespace MlNetInvoice.Data.Printed;

/// <summary>What windows to generate. Immutable; validated when set.</summary>
public sealed record PrintedWindowOptions
{
    /// <summary>Number of windows. Default 100,000; at least 0.</summary>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Count));
            field = value;
        }
    } = 100_000;

    /// <summary>The seed: window i depends on the seed, i and these options only (and on the fonts given). Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Rows of a window. Default 28; 8 to 128.</summary>
    public int Rows
    {
        get;
        init => field = Side(value, nameof(Rows));
    } = 28;

    /// <summary>Columns of a window. Default 28; 8 to 128.</summary>
    public int Columns
    {
        get;
        init => field = Side(value, nameof(Columns));
    } = 28;

    /// <summary>Rows of the window that a capital fills where it is centred perfectly. Default 20; 4 to 128.</summary>
    public float CapRows
    {
        get;
        init => field = PrintedRange.Within(value, 4, 128, nameof(CapRows));
    } = 20;

    /// <summary>Share of windows on a digit. Default 0.6; 0 to 1. What digits and letters leave is of the class "none".</summary>
    public float DigitShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(DigitShare));
    } = 0.6f;

    /// <summary>Share of windows on a capital letter. Default 0.2; 0 to 1.</summary>
    public float LetterShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(LetterShare));
    } = 0.2f;

    /// <summary>Smallest height of a printed capital, pixels. Default 9; 5 to 200.</summary>
    public float MinimumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MinimumCapHeight));
    } = 9;

    /// <summary>Largest height of a printed capital, pixels. Default 40; 5 to 200.</summary>
    public float MaximumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MaximumCapHeight));
    } = 40;

    /// <summary>How bad the worst lines are, 0 clean to 1. Default 1. Each line draws its own severity between 0 and this.</summary>
    public float Severity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(Severity));
    } = 1;

    /// <summary>Deviation of positives from the centre, in heights of a capital: uniform within ±this. Default 0.12; 0 to 1.</summary>
    public float PositionJitter
    {
        get;
        init => field = PrintedRange.Share(value, nameof(PositionJitter));
    } = 0.12f;

    /// <summary>Relative deviation of the height that positives are cut with: uniform within ±this. Default 0.12; 0 to 1.</summary>
    public float ScaleJitter
    {
        get;
        init => field = PrintedRange.Share(value, nameof(ScaleJitter));
    } = 0.12f;

    /// <summary>Deviation of the direction that positives are cut with, in degrees: uniform within ±this. Default 3; 0 to 45.</summary>
    public float AngleJitter
    {
        get;
        init => field = PrintedRange.Within(value, 0, 45, nameof(AngleJitter));
    } = 3;

    /// <summary>Outline fonts to print in beside the own faces. Default none, so that a seed gives the same windows on every machine.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>Most threads. Default −1: as many as the machine has cores. The result does not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>How a place in a line becomes a network's input. Default <see cref="WindowCut.CutAndStretch"/>; a reader that normalises whole strips gives its own way.</summary>
    public WindowCutter Cutter { get; init; } = WindowCut.CutAndStretch;

    private static int Side(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 8, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 128, name);
        return value;
    }
}
