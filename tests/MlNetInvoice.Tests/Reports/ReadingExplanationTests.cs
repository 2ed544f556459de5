using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Explanation;

namespace MlNetInvoice.Reports;

public class ReadingExplanationTests
{
    private static GrayImage Sample(string name) => ImageDecoder.LoadGray(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", name));

    [Test]
    public void A_photograph_is_explained_by_its_stages_and_guesses()
    {
        string labels = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "labels.csv");
        string printed = File.ReadLines(labels).Select(line => line.Split(',')).Single(cells => cells[0] == "electronic-photo.png")[2];

        ReadingExplanation explanation = ReadingExplanation.Create(EmbeddedModels.LoadReader(), Sample("electronic-photo.png"));

        Assert.That(explanation.Reading.Number, Is.EqualTo(printed));
        Assert.That(string.Concat(explanation.Glyphs.Select(glyph => glyph.First)), Is.EqualTo(printed[3..]));
        Assert.That(explanation.Glyphs.All(glyph => glyph.FirstScore > glyph.SecondScore && glyph.Image.Count == 784), Is.True);
        Assert.That(explanation.DrawStages().Description, Does.StartWith("3 stages: the picture (candidates: ").And.EndsWith($"what the network sees (read: {printed}): {string.Join(' ', printed[3..].ToCharArray())}."));
        Assert.That(explanation.DrawLayers(0).Title, Is.EqualTo("What every layer of reader sees in glyph 1"));
        Assert.That(() => explanation.DrawLayers(8), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Glyphs_that_make_no_number_are_explained_one_by_one()
    {
        var model = new TrainedModel(Network.Create(NetworkArchitectures.Get("softmax"), 1));

        ReadingExplanation explanation = ReadingExplanation.Create(model, Sample("electronic-crop.png"), InvoiceReaderOptions.Default with { Crop = true });

        Assert.That(explanation.Reading.Status, Is.EqualTo(InvoiceReadingStatus.NotFound));
        Assert.That(explanation.Glyphs, Has.Count.GreaterThanOrEqualTo(8));
        Assert.That(explanation.DrawStages().Description, Does.Contain("ink (no number was found, so each glyph stands alone)"));
    }

    [Test]
    public void A_picture_without_glyphs_shows_itself_alone()
    {
        var blank = new GrayImage(60, 40);
        blank.Pixels.Fill(255);

        ReadingExplanation explanation = ReadingExplanation.Create(EmbeddedModels.LoadReader(), blank);

        Assert.That(explanation.Glyphs, Is.Empty);
        Assert.That(explanation.DrawStages().Description, Does.StartWith("1 stage: the picture"));
    }
}
