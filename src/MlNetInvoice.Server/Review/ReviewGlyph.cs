namespace MlNetInvoice.Server.Review;

/// <summary>One digit of a number to review.</summary>
/// <param name="Digit">The first guess.</param>
/// <param name="Score">Its probability, 0 to 1.</param>
/// <param name="Second">The second guess, or null if it is none: less than one in a hundred.</param>
/// <param name="SecondScore">Its probability, 0 to 1.</param>
/// <param name="Box">Its four corners in pixels of the kept picture, in the order of reading; null if no picture is kept.</param>
internal sealed record ReviewGlyph(string Digit, double Score, string? Second, double SecondScore, double[][]? Box);
