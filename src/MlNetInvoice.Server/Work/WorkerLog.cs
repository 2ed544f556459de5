namespace MlNetInvoice.Server.Work;

/// <summary>Writes the worker's troubles to the host's log.</summary>
internal sealed partial class WorkerLog(ILogger logger)
{
    public void Write(string line) => LogTrouble(logger, line);

    [LoggerMessage(LogLevel.Warning, "{Trouble}")]
    private static partial void LogTrouble(ILogger logger, string trouble);
}
