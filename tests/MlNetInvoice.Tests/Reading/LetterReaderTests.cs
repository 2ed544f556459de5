using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Reading;

public sealed class LetterReaderTests
{
    // Pixels: digits of 40 pixels, the first one's cell at 300, on a baseline at 100.
    private const float Cap = 40;
    private const float Start = 300;
    private const float Baseline = 100;
    private const string Digits = "40718823";

    private static readonly SlidingNetwork _network = new(EmbeddedModels.LoadReader().Network);
    private static readonly LineNormalizer _normalizer = new();
    private static readonly LetterReader _reader = new(_network, _normalizer);

    [TestCase("gothic-medium", "AB")]
    [TestCase("gothic-medium", "KR")]
    [TestCase("ocr-b-like", "TZ")]
    [TestCase("terminal", "GH")]
    public void Letters_in_line_with_the_digits_are_read(string face, string letters)
    {
        Assert.That(Read(face, letters), Is.EqualTo(letters));
        Assert.That(Confidence(face, letters), Is.GreaterThan(0.9f));
    }

    [TestCase(1.25f, 0f, TestName = "Larger_letters_are_read")]
    [TestCase(0.7f, 0f, TestName = "Smaller_letters_on_the_same_baseline_are_read")]
    [TestCase(1f, 0.24f, TestName = "Lower_letters_are_read")]
    [TestCase(0.85f, 0.2f, TestName = "Smaller_and_lower_letters_are_read")]
    public void Letters_of_another_size_or_place_are_read(float scale, float lower)
    {
        Assert.That(Read("gothic-medium", "KR", scale, lower), Is.EqualTo("KR"));
        Assert.That(Confidence("gothic-medium", "KR", scale, lower), Is.GreaterThan(0.8f));
    }

    [TestCase(0.3f)]
    [TestCase(1.2f)]
    [TestCase(1.8f)]
    public void Letters_apart_from_the_digits_are_read(float gap)
    {
        Assert.That(Read("gothic-medium", "KR", gap: gap), Is.EqualTo("KR"));
        Assert.That(Confidence("gothic-medium", "KR", gap: gap), Is.GreaterThan(0.8f));
    }

    [TestCase("gothic-medium", "REF")]
    [TestCase("gothic-medium", "TEL")]
    [TestCase("ocr-b-like", "REF")]
    [TestCase("ocr-b-like", "NKR")]
    [TestCase("terminal", "REF")]
    [TestCase("terminal", "TCG")]
    public void A_third_letter_in_front_takes_more_than_half_of_the_lead(string face, string word)
    {
        Assert.That(Lead(face, word), Is.GreaterThan(0).And.LessThan(0.5f * Lead(face, word[1..])));
    }

    [Test]
    public void Without_letters_there_is_no_sign_of_any([Values("gothic-medium", "ocr-b-like", "terminal")] string face, [Values("", "-")] string front)
    {
        // Beside paper the best pair may be two strokes such as II; NumberBelief takes less than 0.45 for no sign of letters.
        Assert.That(Confidence(face, front), Is.LessThan(0.45f));
    }

    [TestCase("gothic-medium", "Y-")]
    [TestCase("ocr-b-like", "W-")]
    [TestCase("terminal", "S-")]
    public void One_letter_is_no_pair_of_two_windows_on_it(string face, string front)
    {
        Assert.That(Confidence(face, front), Is.LessThan(InvoiceReaderOptions.Default.MinLettersConfidence));
    }

    [TestCase("gothic-medium", "YY")]
    [TestCase("ocr-b-like", "WW")]
    [TestCase("terminal", "SS")]
    public void Twice_the_same_letter_is_a_pair(string face, string letters)
    {
        Assert.That(Read(face, letters), Is.EqualTo(letters));
        Assert.That(Confidence(face, letters), Is.GreaterThan(0.9f));
    }

    [Test]
    public void Letters_that_look_alike_are_there_for_certain_whichever_they_are()
    {
        float pair = Presence("gothic-medium", "VO"), none = Presence("gothic-medium", "");

        Assert.That(pair, Is.GreaterThan(-1f));
        Assert.That(none, Is.LessThan(pair - 1f));
    }

    [TestCase("12")]
    [TestCase("77")]
    public void Digits_in_front_are_no_letters_that_a_reader_gives(string front)
    {
        foreach (string face in (string[])["gothic-medium", "ocr-b-like", "terminal"])
        {
            Assert.That(Confidence(face, front), Is.LessThan(InvoiceReaderOptions.Default.MinLettersConfidence), face);
        }
    }

    [TestCase("gothic-medium", "N2")]
    [TestCase("ocr-b-like", "K8")]
    [TestCase("terminal", "K8")]
    public void One_letter_before_nine_digits_is_no_pair(string face, string front)
    {
        Assert.That(Confidence(face, front, gap: 0.2f), Is.LessThan(InvoiceReaderOptions.Default.MinLettersConfidence));
    }

    [Test]
    public void A_glance_tells_letters_from_none()
    {
        float letters = Glance("KR"), larger = Glance("KR", scale: 1.25f), none = Glance("");

        Assert.That(letters, Is.GreaterThan(-2f));
        Assert.That(larger, Is.GreaterThan(-2f));
        Assert.That(none, Is.LessThan(letters - 2f));
    }

    private static string? Read(string face, string letters, float scale = 1, float lower = 0, float gap = 0.6f) =>
        With(face, letters, scale, lower, gap, (patch, digits, workspace) => _reader.Read(patch, digits, workspace)?.Letters);

    private static float Confidence(string face, string letters, float scale = 1, float lower = 0, float gap = 0.6f) =>
        With(face, letters, scale, lower, gap, (patch, digits, workspace) => _reader.Read(patch, digits, workspace) is { } found ? ReadingConfidence.OfLetters(found.Lead) : 0);

    private static float Presence(string face, string letters) =>
        With(face, letters, 1, 0, 0.6f, (patch, digits, workspace) => _reader.Read(patch, digits, workspace)?.Presence ?? float.NegativeInfinity);

    private static float Lead(string face, string letters) =>
        With(face, letters, 1, 0, 0.6f, (patch, digits, workspace) => _reader.Read(patch, digits, workspace)?.Lead ?? 0);

    private static float Glance(string letters, float scale = 1) =>
        With("gothic-medium", letters, scale, 0, 0.6f, (patch, digits, workspace) => _reader.Glance(patch, digits, workspace));

    // Draws letters in front of the digits (scale, gap and how much lower their baseline lies in heights of the digits) and reads the digits first.
    private static T With<T>(string faceName, string letters, float scale, float lower, float gap, Func<LinePatch, LineHypothesis, LineWorkspace, T> look)
    {
        PrintFace face = PrintFaces.All.Single(candidate => candidate.Name == faceName);
        var digitStyle = new LineStyle { Face = face, LetterFace = face, CapHeight = Cap, Pitch = 0.8f };
        LineStyle letterStyle = digitStyle with { CapHeight = Cap * scale };
        var ink = new Plane();
        ink.Reset(620, 170, 0);
        var setter = new LineSetter();
        var random = new SampleRandom(1, 0);
        float width = LineSetter.Measure(letters, letterStyle) * Cap * scale;
        float baseline = Baseline + (lower * Cap);
        setter.Set(ink, letters, letterStyle, Start - (gap * Cap) - width, baseline, ref random, null);
        setter.Set(ink, Digits, digitStyle, Start, Baseline, ref random, null);
        ink.Blur(0.7f);
        var image = new GrayImage(ink.Width, ink.Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(225 - (180 * ink.Values[i]));
        }

        using var patch = new LinePatch(image, new PixelBox(0, 0, image.Width, image.Height), 1);
        var workspace = new LineWorkspace();
        workspace.Begin(patch, 8, 8, null);
        LineHypothesis digits = ReadDigits(patch, workspace);
        Assert.That(digits.Path.ToString(), Is.EqualTo(Digits), "the digits are the premise");
        return look(patch, digits, workspace);
    }

    private static LineHypothesis ReadDigits(LinePatch patch, LineWorkspace workspace)
    {
        LineHypothesis digits = workspace.Next();
        digits.Geometry = new LineGeometry(new Quad(new(Start, Baseline - Cap), new(Start + (8 * 0.8f * Cap), Baseline - Cap), new(Start + (8 * 0.8f * Cap), Baseline), new(Start, Baseline)));
        digits.Margin = LineNormalizer.WindowColumns;
        digits.Step = _network.Step;
        digits.Width = digits.Geometry.GetStripWidth(1, digits.Margin);
        int positions = _network.GetPositions(digits.Width), length = LineNormalizer.Rows * digits.Width;
        workspace.Reserve(length, positions * PrintedClasses.Count);
        Span<byte> strip = workspace.Strip.AsSpan(0, length);
        Span<float> scores = workspace.Scores.AsSpan(0, positions * PrintedClasses.Count);
        _normalizer.Normalize(patch, digits.Geometry.GetStrip(digits.Width, digits.Margin), digits.Width, strip, lightInk: false);
        _network.Classify(strip, digits.Width, scores);
        workspace.Decoder.Decode(scores, positions, 8, 8, 7f / _network.Step, 26f / _network.Step, digits.Path);
        return digits;
    }
}
