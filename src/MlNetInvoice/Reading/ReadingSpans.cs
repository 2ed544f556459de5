using System.Diagnostics;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>
/// The stages of a reading as spans (<see cref="Activity"/>), for whoever listens to <see cref="InvoiceReader.ActivitySourceName"/>; without a listener none is made, and nothing is allocated. Their tags hold sizes, counts,
/// status and reason code, never a number or a piece of the picture.
/// </summary>
internal static class ReadingSpans
{
    private static readonly ActivitySource Source = new(InvoiceReader.ActivitySourceName);

    /// <summary>Starts a span; null if nobody listens.</summary>
    public static Activity? Start(string stage) => Source.StartActivity(stage);

    /// <summary>Starts the span of a look at one channel of a picture.</summary>
    public static Activity? StartLook(string channel) => Source.StartActivity("look")?.SetTag("mlnetinvoice.channel", channel);

    /// <summary>Says how large a picture is.</summary>
    public static void Tell(this Activity? span, GrayImage image) => span?.SetTag("mlnetinvoice.width", image.Width).SetTag("mlnetinvoice.height", image.Height);

    /// <summary>Says what came of a reading.</summary>
    public static void Tell(this Activity? span, IReadOnlyList<InvoiceReading> readings)
    {
        if (span is not null)
        {
            int accepted = readings.Count(reading => reading.Status == InvoiceReadingStatus.Read);
            span.SetTag("mlnetinvoice.status", readings[0].Status.ToString()).SetTag("mlnetinvoice.reason", readings[0].ReasonCode.ToString()).SetTag("mlnetinvoice.accepted", accepted);
        }
    }
}
