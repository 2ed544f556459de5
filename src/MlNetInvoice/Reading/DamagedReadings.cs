using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>The readings of a picture that was decoded in part: each says so, and what reaches into the missing part is rejected.</summary>
internal static class DamagedReadings
{
    /// <summary>Share of a number's height that must lie between it and the missing part: characters cut through at the break look like others.</summary>
    private const double LeastDistance = 0.25;

    /// <summary>Marks readings.</summary>
    /// <param name="readings">What was read in the decoded picture.</param>
    /// <param name="damage">What is wrong with it.</param>
    public static IReadOnlyList<InvoiceReading> Of(IReadOnlyList<InvoiceReading> readings, ImageDamage damage)
    {
        InvoiceReading[] marked = [.. readings.Select(reading => Reaches(reading, damage.Missing) ? Reject(reading) : reading).Select(reading => reading with { Damaged = damage.Reason })];

        // Accepted numbers come first.
        return [.. marked.OrderBy(reading => reading.Status == InvoiceReadingStatus.Read ? 0 : 1)];
    }

    private static bool Reaches(InvoiceReading reading, PixelBox? missing)
    {
        if (reading.Box is not { } box || missing is not { } gap)
        {
            return false;
        }

        double[] x = [box.TopLeft.X, box.TopRight.X, box.BottomRight.X, box.BottomLeft.X];
        double[] y = [box.TopLeft.Y, box.TopRight.Y, box.BottomRight.Y, box.BottomLeft.Y];
        double distance = LeastDistance * Math.Sqrt(Square(box.BottomLeft.X - box.TopLeft.X) + Square(box.BottomLeft.Y - box.TopLeft.Y));
        return x.Max() + distance > gap.X && x.Min() - distance < gap.Right && y.Max() + distance > gap.Y && y.Min() - distance < gap.Bottom;
    }

    private static double Square(double value) => value * value;

    private static InvoiceReading Reject(InvoiceReading reading) => reading with
    {
        Status = reading.Status == InvoiceReadingStatus.Read ? InvoiceReadingStatus.Rejected : reading.Status,
        Digits = null,
        Letters = null,
        LettersConfidence = 0,
        ReasonCode = ReadingReason.ReachesIntoDamage,
        BestGuess = reading.Digits ?? reading.BestGuess,
        Reason = "The number reaches into the part of the picture that the damaged file does not hold.",
    };
}
