using MlNetInvoice.Batch;
using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>
/// A line of the log for each picture that was read, at the level Debug: how it ended and how long it took. Neither the picture nor its name is ever in it; the number only where
/// <see cref="ServiceOptions.LogNumbers"/> says so, for it is somebody's purchase.
/// </summary>
internal sealed partial class ReadingLog(ILogger<ReadingLog> logger, ServiceOptions options)
{
    public void Write(PictureReading picture, string endpoint)
    {
        if (options.LogNumbers)
        {
            LogNumber(logger, picture.Status, picture.ReasonCode, endpoint, picture.Elapsed.TotalMilliseconds, picture.Reading?.Number ?? picture.Reading?.BestGuess);
        }
        else
        {
            LogReading(logger, picture.Status, picture.ReasonCode, endpoint, picture.Elapsed.TotalMilliseconds);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Reading {Status} ({Reason}) at {Endpoint} in {ElapsedMilliseconds:0.0} ms")]
    private static partial void LogReading(ILogger logger, string status, ReadingReason reason, string endpoint, double elapsedMilliseconds);

    [LoggerMessage(2, LogLevel.Debug, "Reading {Status} ({Reason}) at {Endpoint} in {ElapsedMilliseconds:0.0} ms: {Number}")]
    private static partial void LogNumber(ILogger logger, string status, ReadingReason reason, string endpoint, double elapsedMilliseconds, string? number);
}
