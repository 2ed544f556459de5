using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Evaluation;

/// <summary>The one answer that a picture was given.</summary>
/// <param name="File">The picture.</param>
/// <param name="Reading">The answer.</param>
/// <param name="Labels">The numbers that the picture shows.</param>
/// <param name="IsComplete">Whether they are known to be all of its numbers.</param>
internal sealed record SingleAnswer(string File, InvoiceReading Reading, IReadOnlyList<LabeledInvoice> Labels, bool IsComplete)
{
    /// <summary>Whether the picture shows a labelled number.</summary>
    public bool HasNumber => Labels.Any(label => label.Digits.Length > 0);

    /// <summary>Whether a number was accepted.</summary>
    public bool IsAccepted => Reading.Status == InvoiceReadingStatus.Read;

    /// <summary>Whether the number that was accepted is one of the picture's.</summary>
    public bool IsRight => IsAccepted && Labels.Any(label => label.Digits.Length > 0 && label.Digits == Reading.Digits);

    /// <summary>Whether the number that was accepted stands where no label is, in a picture that may show more than its labels say.</summary>
    public bool IsUnlabelled => IsAccepted && !IsRight && HasNumber && !IsComplete
        && Reading.Box is { } box && Labels.All(label => label.Quad is { } place && !QuadOverlap.Share(place, box));

    /// <summary>Whether a number was accepted that is none of the picture's.</summary>
    public bool IsWrong => IsAccepted && !IsRight && !IsUnlabelled;
}
