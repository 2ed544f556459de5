using MlNetInvoice.Data;

namespace MlNetInvoice.Evaluation;

/// <summary>What became of one labelled number.</summary>
/// <param name="Label">The picture and what it shows.</param>
/// <param name="Result">How its reading ended.</param>
/// <param name="Letters">How its letters came out.</param>
/// <param name="Answer">The digits that were accepted, or the best guess of a rejected reading; null where there was none.</param>
/// <param name="Elapsed">How long the picture took, decoding included.</param>
public sealed record NumberOutcome(LabeledInvoice Label, NumberResult Result, LettersResult Letters, string? Answer, TimeSpan Elapsed);
