namespace MlNetInvoice.Batch;

/// <summary>
/// What became of one picture, or of one number in it: the reading, or the reason why there is none, with the file and the time. One line of output, as the command line, the service
/// and the workers all write it (<see cref="ReadingJson"/>, <see cref="ReadingCsv"/>). Immutable.
/// </summary>
public sealed record PictureReading
{
    private PictureReading(string? file, InvoiceReading? reading, string? fault, ReadingReason reasonCode, TimeSpan elapsed)
    {
        File = file;
        Reading = reading;
        Fault = fault;
        ReasonCode = reasonCode;
        Elapsed = elapsed;
    }

    /// <summary>The file or the caller's name for the picture, with its page if the file has pages (<c>invoices.pdf#3</c>), or null if it had none.</summary>
    public string? File { get; init; }

    /// <summary>What was read, or null if the picture could not be opened or decoded.</summary>
    public InvoiceReading? Reading { get; }

    /// <summary>Why the picture could not be opened or decoded, in one sentence, or null if it was read.</summary>
    public string? Fault { get; }

    /// <summary>How long one core took for the picture, decoding included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary><c>read</c>, <c>rejected</c>, <c>notFound</c> or <c>invalid</c> (the picture could not be opened or decoded).</summary>
    public string Status => Reading?.Status switch
    {
        InvoiceReadingStatus.Read => "read",
        InvoiceReadingStatus.Rejected => "rejected",
        InvoiceReadingStatus.NotFound => "notFound",
        _ => "invalid",
    };

    /// <summary>Why there is no number, or what it lacks; empty if there is a whole one.</summary>
    public string Reason => Fault ?? Reading!.Reason;

    /// <summary>The same as a code.</summary>
    public ReadingReason ReasonCode { get; }

    /// <summary>What became of a picture that was read.</summary>
    /// <param name="file">The file or the caller's name for the picture, or null. <see cref="InvoiceReading.Page"/> is appended to it.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="elapsed">How long it took.</param>
    public static PictureReading FromReading(string? file, InvoiceReading reading, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new PictureReading(PageName.Of(file, reading.Page), reading, null, reading.ReasonCode, elapsed);
    }

    /// <summary>What became of a picture that could not be opened or decoded.</summary>
    /// <param name="file">The file or the caller's name for the picture, or null.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="elapsed">How long it took to find out.</param>
    /// <param name="code">The same as a code.</param>
    public static PictureReading FromFault(string? file, string reason, TimeSpan elapsed, ReadingReason code = ReadingReason.NotOpened)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new PictureReading(file, null, reason, code, elapsed);
    }

    /// <summary>What became of a picture that could not be opened or decoded, by the exception that said so.</summary>
    /// <param name="file">The file or the caller's name for the picture, or null.</param>
    /// <param name="fault">Why; its message becomes the reason, its type the code.</param>
    /// <param name="elapsed">How long it took to find out.</param>
    public static PictureReading FromFault(string? file, Exception fault, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ReadingReason code = fault switch
        {
            InvalidImageException => ReadingReason.InvalidImage,
            ImageTooLargeException => ReadingReason.ImageTooLarge,
            _ => ReadingReason.NotOpened,
        };
        // A decoder that was given a path says it; the file is named already.
        string message = fault.Message.ReplaceLineEndings(" ");
        return FromFault(file, file is not null && message.StartsWith(file + ": ", StringComparison.Ordinal) ? message[(file.Length + 2)..] : message, elapsed, code);
    }
}
