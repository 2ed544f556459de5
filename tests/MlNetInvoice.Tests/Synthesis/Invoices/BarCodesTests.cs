namespace MlNetInvoice.Synthesis.Invoices;

public sealed class BarCodesTests
{
    [Test]
    public void Code_39_of_a_known_text_has_the_bars_of_the_standard()
    {
        // *A*: three characters of 15 units and two gaps.
        var sheet = new Sheet(47, 4, new SheetInk(1, 1, 1));
        BarCodes.Code39(sheet, "A", 0, 0, 47, 4);
        string row = string.Concat(sheet.Ink.Row(2).ToArray().Select(ink => ink > 0.5f ? '#' : '.'));
        Assert.That(row, Is.EqualTo("#...#.###.###.#" + "." + "###.#.#...#.###" + "." + "#...#.###.###.#"));
    }

    [Test]
    public void A_square_code_has_three_finders_and_about_half_its_modules_dark()
    {
        var sheet = new Sheet(29, 29, new SheetInk(1, 1, 1));
        var random = new SampleRandom(1, 1);
        BarCodes.Square(sheet, ref random, 0, 0, 29, 29);
        bool Dark(int x, int y) => sheet.Ink.Row(y)[x] > 0.5f;
        Assert.Multiple(() =>
        {
            foreach ((int x, int y) in ((int, int)[])[(0, 0), (22, 0), (0, 22)])
            {
                Assert.That(Enumerable.Range(0, 7).All(k => Dark(x + k, y) && Dark(x, y + k) && Dark(x + 6, y + k)), Is.True);
                Assert.That(Dark(x + 3, y + 3), Is.True);
                Assert.That(Dark(x + 1, y + 1), Is.False);
            }

            Assert.That(sheet.Ink.Values.ToArray().Average(), Is.EqualTo(0.5).Within(0.1));
        });
    }
}
