namespace MlNetInvoice.Reading;

/// <summary>Two capitals in front of a number.</summary>
/// <param name="Letters">The capitals.</param>
/// <param name="Lead">Mean logarithm of probability by which the less sure one leads any other letter: how sure it is which letters they are.</param>
/// <param name="Presence">Score of their being two letters and nothing else, whichever they are: 0 perfect.</param>
internal readonly record struct LetterPair(string Letters, float Lead, float Presence);
