namespace MlNetInvoice.Synthesis.Scenes;

public sealed class SceneTextTests
{
    [TestCase("04595257", true)]
    [TestCase("10458575", true)]
    [TestCase("10458574", true)]
    [TestCase("04595252", true)]
    [TestCase("04595253", false)]
    [TestCase("12345678", false)]
    public void The_check_digit_of_tax_numbers_is_that_of_the_tax_office(string text, bool right) => Assert.That(SceneText.IsTaxNumber(text), Is.EqualTo(right));

    [Test]
    public void Most_tax_numbers_have_the_right_check_digit_and_near_misses_are_never_invoice_numbers()
    {
        var random = new SampleRandom(3, 1);
        int right = 0;
        for (int i = 0; i < 400; i++)
        {
            string tax = SceneText.TaxNumber(ref random), near = SceneText.NearMiss(ref random);
            right += SceneText.IsTaxNumber(tax) ? 1 : 0;
            Assert.That(tax, Does.Match("^[0-9]{8}$"));
            Assert.That(near, Does.Not.Match("^[A-Z]{2}[- ]?[0-9]{8}$"));
        }

        Assert.That(right, Is.InRange(360, 399));
    }

    [Test]
    public void Whatever_scenes_say_their_faces_have()
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "src", "MlNetInvoice.Synthesis", "Scenes");
        IEnumerable<char> said = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => line)
            .Where(character => character > '\u2E80');
        Faces.PrintFace[] faces = [.. Faces.CaptionFaces.Smooth, .. Faces.CaptionFaces.Matrix];
        Assert.That(said.Distinct().Where(character => !faces.All(face => face.Has(character))), Is.Empty);
    }
}
