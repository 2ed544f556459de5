using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;
using static MlNetInvoice.Reading.DrawnEvidence;

namespace MlNetInvoice.Reading;

public sealed class SecondLookTests
{
    private static readonly InvoiceReaderOptions _options = new() { MinConfidence = 0.9f };

    private static NumberLineCandidate Row(float prominence) => new(Quad.FromBox(new PixelBox(10, 100, 160, 30)), 30, 20, 8, 1) { Prominence = prominence };

    [Test]
    public void A_second_look_is_wanted_if_there_is_no_number_or_the_best_is_not_sure()
    {
        Assert.That(SecondLook.IsWanted(PictureLook.Empty(ReadingReason.NoRows, "Nothing."), _options));
        Assert.That(SecondLook.IsWanted(Look(Number("12345678", 0.89f)), _options));
        Assert.That(SecondLook.IsWanted(Look(Number("12345678", 0.9f)), _options), Is.False);
    }

    [TestCase(0.8f, 0.6f, true)]
    [TestCase(0.8f, 0.4f, false, TestName = "A_second_look_is_not_wanted_for_a_row_that_is_hardly_a_number")]
    [TestCase(0.2f, 0.9f, false, TestName = "A_second_look_is_not_wanted_for_digits_that_are_hopeless")]
    public void A_second_look_is_wanted_for_another_slip_whose_digits_are_open(float confidence, float belief, bool isWanted)
    {
        PictureLook look = Look(Number("12345678", 0.99f), Number("87654321", confidence, belief, y: 500));

        Assert.That(SecondLook.IsWanted(look, _options), Is.EqualTo(isWanted));
    }

    [Test]
    public void Red_light_is_the_first_channel_of_a_colourful_picture()
    {
        RgbImage image = Gray(50, 20);
        for (int i = 0; i < 10; i++)
        {
            (image.Samples[3 * i], image.Samples[(3 * i) + 1], image.Samples[(3 * i) + 2]) = (230, (byte)(100 + i), 120);
        }

        GrayImage red = SecondLook.RedOf(image)!;

        Assert.That((red.Width, red.Height), Is.EqualTo((50, 20)));
        Assert.That(red.Pixels[..12].ToArray(), Is.EqualTo(new byte[] { 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 200, 200 }));
    }

    [TestCase(1, 24, false)]
    [TestCase(1, 25, false)]
    [TestCase(2, 24, false)]
    [TestCase(2, 25, true)]
    [TestCase(2, -25, true)]
    public void A_picture_without_colours_has_no_second_look(int colourful, int difference, bool isLookedAt)
    {
        // Of a thousand pixels two must be colourful.
        RgbImage image = Gray(50, 20);
        for (int i = 0; i < colourful; i++)
        {
            image.Samples[(3 * i) + 1] = (byte)(200 - difference);
        }

        Assert.That(SecondLook.RedOf(image), isLookedAt ? Is.Not.Null : Is.Null);
    }

    [TestCase(3, false)]
    [TestCase(4, true)]
    public void A_slight_tint_of_the_whole_picture_is_looked_at(int difference, bool isLookedAt)
    {
        RgbImage image = Gray(50, 20);
        for (int i = 0; i < 1000; i++)
        {
            image.Samples[(3 * i) + 1] = (byte)(200 - difference);
        }

        Assert.That(SecondLook.RedOf(image), isLookedAt ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void Agreement_makes_surer_than_either_look_but_less_than_two_witnesses_would()
    {
        NumberEvidence weighed = SecondLook.Weigh(Look(Number("12345678", 0.8f)), Look(Number("12345678", 0.7f)), _options).Numbers.Single();

        Assert.That(weighed.DigitsConfidence, Is.EqualTo(1 - (0.2 * Math.Sqrt(0.3))).Within(1e-5));
        Assert.That(weighed.DigitsConfidence, Is.GreaterThan(0.8f).And.LessThan(1 - (0.2f * 0.3f)));
        Assert.That(SecondLook.Weigh(Look(Number("12345678", 0.7f)), Look(Number("12345678", 0.8f)), _options).Numbers[0].DigitsConfidence, Is.EqualTo(weighed.DigitsConfidence).Within(1e-5f), "whichever look is surer");
    }

    [Test]
    public void Contradiction_makes_less_sure_and_the_second_look_is_given()
    {
        NumberEvidence weighed = SecondLook.Weigh(Look(Number("12345678", 0.5f)), Look(Number("12345670", 0.8f)), _options).Numbers.Single();
        NumberEvidence stronger = SecondLook.Weigh(Look(Number("12345678", 0.85f)), Look(Number("12345670", 0.8f)), _options).Numbers.Single();

        Assert.That(weighed.Digits, Is.EqualTo("12345670"));
        Assert.That(weighed.DigitsConfidence, Is.EqualTo(0.8f).Within(1e-5f), "a look that may as well be wrong says nothing");
        Assert.That(stronger.DigitsConfidence, Is.EqualTo(0.8 * 0.15 / ((0.8 * 0.15) + (0.85 * 0.2))).Within(1e-5));
    }

    [Test]
    public void A_second_look_that_reads_badly_contradicts_nothing()
    {
        NumberEvidence number = Number("12345678", 0.8f, doubt: ReadingReason.LineNotClear);

        NumberEvidence weighed = SecondLook.Weigh(Look(number), Look(Number("87654321", 0.08f)), _options).Numbers.Single();

        Assert.That((weighed.Digits, weighed.DigitsConfidence, weighed.Doubt), Is.EqualTo(("12345678", 0.8f, ReadingReason.LineNotClear)));
    }

    [Test]
    public void A_sure_second_look_that_is_contradicted_says_so()
    {
        NumberEvidence sure = SecondLook.Weigh(Look(Number("12345678", 0.85f)), Look(Number("12345670", 0.95f, doubt: ReadingReason.LineNotClear)), _options).Numbers.Single();
        NumberEvidence unsure = SecondLook.Weigh(Look(Number("12345678", 0.85f)), Look(Number("12345670", 0.6f, doubt: ReadingReason.DigitCountNotSure)), _options).Numbers.Single();

        Assert.That(sure.Doubt, Is.EqualTo(ReadingReason.LooksDisagree));
        Assert.That(unsure.Doubt, Is.EqualTo(ReadingReason.DigitCountNotSure));
    }

    [Test]
    public void What_the_first_look_accepted_stays()
    {
        NumberEvidence accepted = Number("12345678", 0.95f);

        Assert.That(SecondLook.Weigh(Look(accepted), Look(Number("12345670", 0.99f)), _options).Numbers, Is.EqualTo(new[] { accepted }));
    }

    [Test]
    public void Letters_are_those_of_the_look_that_has_them()
    {
        NumberEvidence lettered = Number("12345678", 0.8f, letters: "AB", lettersConfidence: 0.97f), bare = Number("12345678", 0.7f), other = Number("12345670", 0.7f, letters: "XY", lettersConfidence: 0.5f);

        Assert.That(Letters(lettered, bare), Is.EqualTo(("AB", 0.97f)), "red print shows in luminance alone");
        Assert.That(Letters(bare, lettered), Is.EqualTo(("AB", 0.97f)));
        Assert.That(Letters(lettered, other), Is.EqualTo(("AB", 0.97f)), "in one place stands one number: what differs are its digits");
    }

    [Test]
    public void The_stronger_belief_in_a_place_counts()
    {
        Assert.That(SecondLook.Weigh(Look(Number("12345678", 0.8f, 0.9f)), Look(Number("12345678", 0.8f, 0.6f)), _options).Numbers[0].Belief, Is.EqualTo(0.9f));
        Assert.That(SecondLook.Weigh(Look(Number("12345678", 0.8f, 0.9f)), Look(Number("12345670", 0.8f, 0.6f)), _options).Numbers[0].Belief, Is.EqualTo(0.9f));
    }

    [Test]
    public void Letters_are_open_if_digits_that_read_well_lack_them()
    {
        Assert.That(SecondLook.AreLettersOpen(Look(Number("12345678", 0.95f)), _options));
        Assert.That(SecondLook.AreLettersOpen(Look(Number("12345678", 0.95f, letters: "AB", lettersConfidence: 0.99f)), _options), Is.False);
        Assert.That(SecondLook.AreLettersOpen(Look(Number("12345678", 0.6f)), _options), Is.False, "digits that are not sure themselves");
        Assert.That(SecondLook.AreLettersOpen(Look(Number("12345678", 0.95f)), _options with { Crop = true }), Is.False);
    }

    [Test]
    public void Letters_are_not_open_in_small_print_beside_a_lettered_number()
    {
        NumberEvidence rival = Number("12345678", 0.95f, belief: 0.02f);

        Assert.That(SecondLook.AreLettersOpen(Look(rival), _options), Is.False);
        Assert.That(SecondLook.AreLettersOpen(Look(rival with { Row = Row(0.9f) }), _options), "it may be the number of another slip in line with the first");
    }

    [Test]
    public void Green_light_falls_on_open_rows_alone_once_a_number_is_sure()
    {
        NumberEvidence sure = Number("87654321", 0.99f, letters: "AB", lettersConfidence: 0.99f, y: 500), open = Number("12345678", 0.8f) with { Row = Row(0.4f) };

        Assert.That(SecondLook.UnletteredRows(Look(sure, open), _options), Is.EqualTo(new[] { open.Row!.Value }));
        Assert.That(SecondLook.UnletteredRows(Look(open), _options), Is.Null, "the number may stand where no row was found");
        Assert.That(SecondLook.UnletteredRows(Look(sure, open with { Row = null }), _options), Is.Null);
    }

    [Test]
    public void Green_light_adds_letters_to_the_same_digits_alone()
    {
        NumberEvidence bare = Number("12345678", 0.95f, 0.4f), slip = Number("87654321", 0.9f, 0.5f, y: 500);
        NumberEvidence lit = Number("12345678", 0.5f, 0.99f, letters: "AB", lettersConfidence: 0.98f), other = Number("87654320", 0.99f, 0.99f, letters: "XY", lettersConfidence: 0.99f, y: 500);

        PictureLook added = SecondLook.AddLetters(Look(slip, bare), Look(other, lit), _options);

        Assert.That(added.Numbers, Has.Count.EqualTo(2));
        Assert.That((added.Numbers[0].Digits, added.Numbers[0].Letters, added.Numbers[0].LettersConfidence), Is.EqualTo(("12345678", "AB", 0.98f)));
        Assert.That((added.Numbers[0].DigitsConfidence, added.Numbers[0].Belief), Is.EqualTo(((float)(1 - (0.05 * Math.Sqrt(0.5))), 0.99f)), "another look at the same digits that agrees");
        Assert.That(added.Numbers[1], Is.EqualTo(slip), "other digits may be another number's");
    }

    [Test]
    public void Green_light_is_the_second_channel()
    {
        RgbImage image = Gray(50, 20);
        for (int i = 0; i < 10; i++)
        {
            (image.Samples[3 * i], image.Samples[(3 * i) + 1]) = (230, (byte)(100 + i));
        }

        Assert.That(SecondLook.GreenOf(image)!.Pixels[..11].ToArray(), Is.EqualTo(new byte[] { 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 200 }));
        Assert.That(SecondLook.GreenOf(Gray(50, 20)), Is.Null);
    }

    [Test]
    public void Numbers_that_one_look_alone_saw_are_kept_the_surest_first()
    {
        PictureLook weighed = SecondLook.Weigh(Look(Number("11111111", 0.6f)), Look(Number("22222222", 0.8f, y: 500), Number("33333333", 0.3f, y: 900)), _options);

        Assert.That(weighed.Numbers.Select(number => number.Digits), Is.EqualTo(new[] { "22222222", "11111111", "33333333" }));
        Assert.That(weighed.Nothing, Is.Empty);
    }

    [Test]
    public void In_a_crop_both_looks_are_at_one_place()
    {
        PictureLook weighed = SecondLook.Weigh(Look(Number("12345678", 0.8f)), Look(Number("12345678", 0.7f, y: 500)), _options with { Crop = true });

        Assert.That(weighed.Numbers, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_look_that_found_nothing_leaves_the_other_as_it_is()
    {
        PictureLook some = Look(Number("12345678", 0.5f)), none = PictureLook.Empty(ReadingReason.NoRows, "First."), noneAgain = PictureLook.Empty(ReadingReason.NoRows, "Second.");

        Assert.That(SecondLook.Weigh(some, none, _options), Is.SameAs(some));
        Assert.That(SecondLook.Weigh(none, some, _options), Is.SameAs(some));
        Assert.That(SecondLook.Weigh(none, noneAgain, _options).Nothing, Is.EqualTo("First."));
    }

    private static (string?, float) Letters(NumberEvidence first, NumberEvidence second)
    {
        NumberEvidence weighed = SecondLook.Weigh(Look(first), Look(second), _options).Numbers.Single();
        return (weighed.Letters, weighed.LettersConfidence);
    }

    private static RgbImage Gray(int width, int height)
    {
        var image = new RgbImage(width, height);
        image.Samples.Fill(200);
        return image;
    }
}
