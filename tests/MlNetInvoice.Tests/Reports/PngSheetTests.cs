using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Reports.Explanation;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports;

public class PngSheetTests
{
    [Test]
    public void A_gallery_places_each_picture_with_its_class()
    {
        PngSheet sheet = GallerySheet.Create(Images(30, 3), new GalleryOptions { Rows = 3, Columns = 4, OneClassPerRow = true, ClassNames = ["x", "y", "z"] });

        Assert.That(sheet.ToString(), Is.EqualTo("Gallery (288×314)"));
        Assert.That(sheet.Description, Is.EqualTo("12 of 30 pictures of 4×4 with their classes below: x x x x / y y y y / z z z z."));
        Assert.That(Pixel(sheet, 20 + 7, 56 + 7), Is.EqualTo(Ink), "the first cell of every picture is ink");
        Assert.That(Pixel(sheet, 20 + 50, 56 + 50), Is.EqualTo(Paper), "the last one is paper");
    }

    [Test]
    public void A_gallery_of_few_pictures_leaves_the_last_places_free_and_the_seed_decides_the_order()
    {
        LabeledImages images = Images(3, 3);

        Assert.That(GallerySheet.Create(images).Description, Does.StartWith("3 of 3 pictures"));
        Assert.That(GallerySheet.Create(Images(300, 3), new() { Seed = 1 }).Description, Is.Not.EqualTo(GallerySheet.Create(Images(300, 3), new() { Seed = 2 }).Description));
        Assert.That(GallerySheet.Create(images).ToPng().ToArray(), Is.EqualTo(GallerySheet.Create(images).ToPng().ToArray()));
    }

    [Test]
    public void Gallery_options_have_their_defaults_and_report_all_faults_together()
    {
        var options = new GalleryOptions();

        Assert.That((options.Rows, options.Columns, options.OneClassPerRow, options.Seed, options.Title, options.Theme, options.ClassNames),
            Is.EqualTo((10, 10, false, 0, "Gallery", SheetTheme.Light, (IReadOnlyList<string>?)null)));
        Assert.That(() => GallerySheet.Create(Images(3, 3), new() { Rows = 0, Columns = 51, ClassNames = ["a"] }), Throws.ArgumentException.With.Message.EqualTo(
            "The gallery's options are wrong: Rows is 0, but must be from 1 to 50; Columns is 51, but must be from 1 to 50; ClassNames has 1 names for 3 classes."));
        Assert.That(() => GallerySheet.Create(Images(3, 3), new() { Rows = 4, OneClassPerRow = true }), Throws.ArgumentException.With.Message.EqualTo(
            "The gallery's options are wrong: Rows is 4, but with OneClassPerRow there can be no more than the 3 classes."));
    }

    [Test]
    public void Mistakes_are_found_with_both_guesses_and_the_surest_comes_first()
    {
        IReadOnlyList<Misclassification> mistakes = Misclassification.Find(Images(3, 3), [0.2f, 0.7f, 0.1f, 0.1f, 0.8f, 0.1f, 0.9f, 0.02f, 0.08f]);

        Assert.That(mistakes, Is.EqualTo(new[] { new Misclassification(2, 2, 0, 0.9f, 2, 0.08f), new Misclassification(0, 0, 1, 0.7f, 0, 0.2f) }));
        Assert.That(MisclassifiedSheet.Create(Images(3, 3), mistakes, 1).Description, Is.EqualTo("2 of 3 wrong, the first 1 shown: 2 taken for 0."));
        Assert.That(MisclassifiedSheet.Create(Images(3, 3), []).Description, Is.EqualTo("0 of 3 wrong."));
        Assert.That(() => Misclassification.Find(Images(3, 3), [1f]), Throws.ArgumentException.With.Message.EqualTo("3 pictures want 2 or more scores each, but there are 1 in all. (Parameter 'scores')"));
    }

    [Test]
    public void Kernels_are_blue_where_they_want_ink_and_orange_where_they_want_paper()
    {
        PngSheet sheet = KernelSheet.Create([1, -1, 0.5f, 0], 1, 1, 2, 2);

        Assert.That(Pixel(sheet, 40, 96), Is.EqualTo((0x2a, 0x78, 0xd6)));
        Assert.That(Pixel(sheet, 80, 96), Is.EqualTo((0xe0, 0x59, 0x2a)));
        Assert.That(Pixel(sheet, 80, 136), Is.EqualTo(Paper));
        Assert.That(sheet.Description, Is.EqualTo("1 × 1 kernels of 2×2 weights from −1 (orange) through 0 to 1 (blue)."));
        Assert.That(() => KernelSheet.Create([1], 1, 1, 2, 2), Throws.ArgumentException.With.Message.EqualTo("1×1 kernels of 2×2 have 4 weights, not 1. (Parameter 'weights')"));
    }

    [Test]
    public void A_layer_sheet_shows_every_map_and_names_the_two_best_guesses()
    {
        PngSheet sheet = LayerSheet.Create([new("input", new(1, 2, 2), [0, 1, 1, 0]), new("conv1", new(2, 2, 2), [1, 0, 0, -1, 0, 0, 0, 2]), new("scores", new(3, 1, 1), [0.25f, 0.7f, 0.05f])]);

        Assert.That(sheet.Description, Is.EqualTo("Feature maps of input (1×2×2), conv1 (2×2×2), scores (3×1×1); highest scores 1 70.0%, 0 25.0%."));
        Assert.That(Pixel(sheet, 150 + 1, 60 + 1), Is.EqualTo(Paper));
        Assert.That(Pixel(sheet, 150 + 4, 60 + 1), Is.EqualTo(Ink));
        Assert.That(() => LayerSheet.Create([new("conv1", new(2, 2, 2), [1])]), Throws.ArgumentException.With.Message.EqualTo("Layer 'conv1' has 1 values, which do not fit 2×2×2. (Parameter 'layers')"));
        Assert.That(() => LayerSheet.Create([]), Throws.ArgumentException.With.Message.EqualTo("A layer sheet needs at least one layer. (Parameter 'layers')"));
    }

    [Test]
    public void A_network_is_looked_into_with_its_own_name()
    {
        Network network = Network.Create(NetworkArchitectures.Get("lenet5"), seed: 1);

        Assert.That(KernelSheet.Create(network).Title, Is.EqualTo("First-layer kernels of lenet5"));
        Assert.That(LayerSheet.Create(network, new float[784]).Description, Does.StartWith("Feature maps of input (1×28×28), conv1 (6×28×28), relu1 (6×28×28), maxpool1 (6×14×14), conv2 (16×10×10)"));
        Assert.That(() => KernelSheet.Create(Network.Create(NetworkArchitectures.Get("softmax"), 1)), Throws.ArgumentException.With.Message.EqualTo(
            "\"softmax\" has no convolution, and so no kernels to draw. (Parameter 'network')"));
    }

    [Test]
    public void Stages_show_their_pictures_with_boxes_and_captions()
    {
        var line = new GrayImage(50, 10);
        line.Pixels.Fill(200);
        PngSheet sheet = SegmentationSheet.Create([
            new("crop", [line]) { Boxes = [Quad.FromBox(new PixelBox(4, 2, 10, 5))], Note = "50×10" },
            new("glyphs", [new GrayImage(28, 28), new GrayImage(28, 28)]) { Captions = ["1", "7"] },
        ]);

        Assert.That(sheet.Description, Is.EqualTo("2 stages: crop (50×10); glyphs: 1 7."));
        Assert.That(Pixel(sheet, 20 + 300, 56 + 26 + 60), Is.EqualTo((200, 200, 200)));
        Assert.That(Pixel(sheet, 20 + 100, 56 + 26 + 24), Is.EqualTo((0xe0, 0x59, 0x2a)), "the upper edge of the box");
        Assert.That(() => SegmentationSheet.Create([new("none", [])]), Throws.ArgumentException.With.Message.EqualTo(
            "Stage 'none' has 0 pictures and 0 captions; it wants at least one picture, and no captions or one each. (Parameter 'stages')"));
    }

    [Test]
    public void A_sheet_is_a_png_that_stands_inside_a_page_by_itself()
    {
        PngSheet sheet = GallerySheet.Create(Images(1, 1), new() { Rows = 1, Columns = 1, Title = "A \"b\"" });

        Assert.That(sheet.ToPng()[..8].ToArray(), Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 }));
        Assert.That(sheet.ToHtml(), Does.StartWith("<img width=\"96\" height=\"150\" ").And.Contain("alt=\"A &quot;b&quot;. 1 of 1 pictures").And.Contain("src=\"data:image/png;base64,iVBORw0KGgo"));
    }

    [Test]
    public void The_font_draws_every_character_that_sheets_write_inside_its_line()
    {
        const string written = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;!?-–−+±=×→<>()[]/%#_'\"*@&·…°";
        string unknown = Describe("\u4E00");
        foreach (char character in written)
        {
            Assert.That(Describe(character.ToString()), Is.Not.EqualTo(unknown), character.ToString());
            foreach (var (x1, y1, x2, y2) in StrokeFont.Strokes(character.ToString(), StrokeFont.CapHeight))
            {
                Assert.That(Math.Min(y1, y2), Is.GreaterThanOrEqualTo(-17), character.ToString());
                Assert.That(Math.Max(y1, y2), Is.LessThanOrEqualTo(4.5), character.ToString());
                Assert.That(Math.Min(x1, x2), Is.GreaterThanOrEqualTo(-1.1), character.ToString());
            }
        }

        static string Describe(string text) => string.Join(' ', StrokeFont.Strokes(text, 14));
    }

    private static readonly (int, int, int) Ink = (0x0b, 0x0b, 0x0b);
    private static readonly (int, int, int) Paper = (0xf1, 0xf0, 0xec);

    private static (int R, int G, int B) Pixel(PngSheet sheet, double x, double y)
    {
        Span<byte> pixel = sheet.Image.GetRow((int)(y * 2)).Slice((int)(x * 2) * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    /// <summary>4×4 pictures, ink in the upper left, whose classes count round.</summary>
    private static LabeledImages Images(int count, int classes)
    {
        var pixels = new byte[count * 16];
        for (int image = 0; image < count; image++)
        {
            pixels[image * 16] = 255;
        }

        return new LabeledImages(4, 4, classes, pixels, [.. Enumerable.Range(0, count).Select(index => (byte)(index % classes))]);
    }
}
