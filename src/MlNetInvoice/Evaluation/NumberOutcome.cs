using MlNetInvoice.Data;

namespace MlNetInvoice.Evaluation;

/// <summary>What became of one labelled number.</summary>
/// <param name="Label">The picture and what it shows.</param>
/// <param name="Result">How its reading ended.</param>
/// <param name="Letters">How its letters came out.</param>
/// <param name="Answer">The digits that were accepted, or the best guess of a rejected reading; null where there was none.</param>
/// <param name="Elapsed">How long the picture took, decoding included.</param>
public sealed record NumberOutcome(LabeledInvoice Label, NumberResult Result, LettersResult Letters, string? Answer, TimeSpan Elapsed)
{
    /// <summary>How many numbers the picture is known to show; 0 of a picture that shows none.</summary>
    public int NumbersInView { get; init; }

    /// <summary>The reading that <see cref="Answer"/> was taken from, or null where nothing answers to the label.</summary>
    public InvoiceReading? Reading { get; init; }

    /// <summary>Whether the reading was rejected although its best guess has every digit right.</summary>
    public bool IsGuessRight => Result == NumberResult.Rejected && Answer is not null && Answer.EndsWith(Label.Digits, StringComparison.Ordinal);
}
