namespace MlNetInvoice.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All was done; every picture was read.</summary>
    public const int Success = 0;

    /// <summary>Wrong usage, or a file that cannot be read.</summary>
    public const int Failure = 1;

    /// <summary>Every picture was decoded, but some were rejected or show no number.</summary>
    public const int NotAllRead = 2;

    /// <summary>Stopped by Ctrl-C, as shells number it.</summary>
    public const int Cancelled = 130;
}
