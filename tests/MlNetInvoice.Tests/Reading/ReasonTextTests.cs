namespace MlNetInvoice.Reading;

public sealed class ReasonTextTests
{
    private static readonly GlyphReading[] _glyphs = [new('1', 0.9f, '7', 0.05f, default), new('8', 0.5f, '3', 0.45f, default), new('4', 0.6f, '9', 0.1f, default)];

    [TestCase(ReadingReason.MayBeAnotherNumber, "It may be another number than the invoice's; the confidence is below 93%.")]
    [TestCase(ReadingReason.MoreDigitsBeside, "More digits seem to stand beside it; the confidence is below 93%.")]
    [TestCase(ReadingReason.DigitNotSure, "Digit 2 of 3 is not sure: 8 or 3; the confidence is below 93%.")]
    [TestCase(ReadingReason.DigitCountNotSure, "The number of digits is not sure; the confidence is below 93%.")]
    [TestCase(ReadingReason.AnotherNumberAsLikely, "Another number reads as well; the confidence is below 93%.")]
    [TestCase(ReadingReason.LineNotClear, "The line is not clear enough; the confidence is below 93%.")]
    [TestCase(ReadingReason.LooksDisagree, "Luminance and red light read as different numbers; the confidence is below 93%.")]
    public void Every_reason_to_reject_is_a_sentence_that_names_the_threshold(ReadingReason reason, string text) =>
        Assert.That(ReasonText.OfRejected(reason, _glyphs, 0.93f), Is.EqualTo(text));
}
