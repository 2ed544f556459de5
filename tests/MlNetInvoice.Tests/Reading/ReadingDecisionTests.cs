using static MlNetInvoice.Reading.DrawnEvidence;

namespace MlNetInvoice.Reading;

public sealed class ReadingDecisionTests
{
    private static readonly InvoiceReaderOptions _options = new() { MinConfidence = 0.9f, MinLettersConfidence = 0.8f };

    [Test]
    public void A_picture_without_a_number_gives_one_reading_that_says_why()
    {
        IReadOnlyList<InvoiceReading> readings = ReadingDecision.Of(PictureLook.Empty(ReadingReason.NoRows, "No row of characters was found."), _options);

        Assert.That(readings, Is.EqualTo(new[] { new InvoiceReading { Status = InvoiceReadingStatus.NotFound, ReasonCode = ReadingReason.NoRows, Reason = "No row of characters was found." } }));
    }

    [Test]
    public void Accepted_numbers_come_first_and_unsure_ones_after_them()
    {
        IReadOnlyList<InvoiceReading> readings = ReadingDecision.Of(Look(Number("11111111", 0.99f), Number("22222222", 0.95f, y: 300), Number("33333333", 0.6f, y: 500)), _options);

        Assert.That(
            readings.Select(reading => (reading.Status, reading.Digits ?? reading.BestGuess)),
            Is.EqualTo(new[] { (InvoiceReadingStatus.Read, "11111111"), (InvoiceReadingStatus.Read, "22222222"), (InvoiceReadingStatus.Rejected, "33333333") }));
    }

    [Test]
    public void Every_reading_says_how_many_others_are_in_view()
    {
        IReadOnlyList<InvoiceReading> three = ReadingDecision.Of(Look(Number("11111111", 0.99f), Number("22222222", 0.95f, y: 300), Number("33333333", 0.6f, y: 500), Number("44444444", 0.1f, y: 700)), _options);
        IReadOnlyList<InvoiceReading> one = ReadingDecision.Of(Look(Number("11111111", 0.99f)), _options);

        Assert.That(three.Select(reading => reading.OthersInView), Is.EqualTo(new[] { 2, 2, 2 }));
        Assert.That(one.Single().OthersInView, Is.Zero);
    }

    [Test]
    public void An_accepted_number_carries_its_evidence_and_no_reason()
    {
        NumberEvidence number = Number("12345678", 0.97f, letters: "AB", lettersConfidence: 0.85f);

        InvoiceReading reading = ReadingDecision.Of(Look(number), _options).Single();

        Assert.That(reading.Number, Is.EqualTo("AB-12345678"));
        Assert.That((reading.Confidence, reading.LettersConfidence, reading.Reason, reading.BestGuess), Is.EqualTo((0.97f, 0.85f, "", (string?)null)));
        Assert.That(reading.Box, Is.EqualTo(number.Box));
        Assert.That(reading.Glyphs, Is.EqualTo(number.Glyphs));
    }

    [TestCase(0.8f, "AB", 0.8f)]
    [TestCase(0.79f, null, 0f)]
    public void Letters_are_given_from_their_own_threshold(float confidence, string? letters, float given)
    {
        InvoiceReading reading = ReadingDecision.Of(Look(Number("12345678", 0.97f, letters: "AB", lettersConfidence: confidence)), _options).Single();

        Assert.That((reading.Letters, reading.LettersConfidence), Is.EqualTo((letters, given)));
        Assert.That((reading.Status, reading.IsComplete), Is.EqualTo((InvoiceReadingStatus.Read, letters is not null)));
        Assert.That(reading.ReasonCode, Is.EqualTo(letters is null ? ReadingReason.LettersNotRead : ReadingReason.None));
        Assert.That(reading.Reason, Is.EqualTo(letters is null ? "The two letters in front of the digits could not be read." : ""));
    }

    [TestCase(8, false)]
    [TestCase(10, true)]
    [TestCase(null, true)]
    public void Only_an_invoices_number_lacks_letters(int? digitCount, bool isComplete)
    {
        InvoiceReading reading = ReadingDecision.Of(Look(Number("12345678", 0.97f)), _options with { DigitCount = digitCount }).Single();

        Assert.That((reading.Number, reading.IsComplete, reading.Reason.Length > 0), Is.EqualTo(("12345678", isComplete, !isComplete)));
    }

    [Test]
    public void What_was_not_accepted_is_not_complete()
    {
        InvoiceReading rejected = ReadingDecision.Of(Look(Number("12345678", 0.5f, letters: "AB", lettersConfidence: 0.99f)), _options).Single();
        InvoiceReading nothing = ReadingDecision.Of(PictureLook.Empty(ReadingReason.NoRows, "Nothing."), _options).Single();

        Assert.That((rejected.IsComplete, nothing.IsComplete), Is.EqualTo((false, false)));
    }

    [Test]
    public void A_number_at_the_threshold_is_accepted_and_its_belief_counts()
    {
        Assert.That(ReadingDecision.Of(Look(Number("12345678", 0.9f)), _options)[0].Status, Is.EqualTo(InvoiceReadingStatus.Read));
        Assert.That(ReadingDecision.Of(Look(Number("12345678", 0.99f, belief: 0.9f)), _options)[0].Status, Is.EqualTo(InvoiceReadingStatus.Rejected));
    }

    [Test]
    public void A_rejected_number_says_how_sure_it_is_how_sure_it_should_be_and_what_speaks_against_it()
    {
        NumberEvidence number = Number("12345678", 0.5f, belief: 0.5f, letters: "AB", lettersConfidence: 0.99f, doubt: ReadingReason.MoreDigitsBeside);

        InvoiceReading reading = ReadingDecision.Of(Look(number), _options).Single();

        Assert.That(reading.ReasonCode, Is.EqualTo(ReadingReason.MoreDigitsBeside));
        Assert.That(reading.Reason, Is.EqualTo("More digits seem to stand beside it; the confidence is below 90%."));
        Assert.That((reading.Status, reading.BestGuess, reading.Number, reading.Letters), Is.EqualTo((InvoiceReadingStatus.Rejected, "12345678", (string?)null, (string?)null)));
        Assert.That((reading.Box, reading.Confidence), Is.EqualTo((number.Box, 0.25f)));
    }

    [Test]
    public void Beside_an_accepted_number_hopeless_rows_are_not_listed()
    {
        PictureLook look = Look(Number("11111111", 0.99f), Number("22222222", 0.25f, y: 300), Number("33333333", 0.24f, y: 500));

        Assert.That(ReadingDecision.Of(look, _options).Select(reading => reading.Digits ?? reading.BestGuess), Is.EqualTo(new[] { "11111111", "22222222" }));
    }

    [Test]
    public void If_all_rows_are_hopeless_the_best_is_listed()
    {
        PictureLook look = Look(Number("11111111", 0.1f), Number("22222222", 0.05f, y: 300));

        Assert.That(ReadingDecision.Of(look, _options).Single().BestGuess, Is.EqualTo("11111111"));
    }
}
