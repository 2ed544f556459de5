using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Scenes.Photo;

namespace MlNetInvoice.Synthesis.Scenes;

public sealed class CodeLegibilityTests
{
    // ISO/IEC 18004, table 1.
    [TestCase(41, 172)]
    [TestCase(45, 196)]
    [TestCase(49, 242)]
    public void A_code_has_as_many_codewords_as_its_version(int dimension, int codewords)
    {
        bool[] wrong = new bool[dimension * dimension];
        Assert.That(SquareCodeLayout.Codewords(dimension), Is.EqualTo(codewords));
        Assert.That(SquareCodeLayout.MostWrong(wrong, dimension), Is.Zero);
        // The last module belongs to the first codeword, which is wrong once however many of its modules are.
        wrong[^1] = wrong[^2] = true;
        Assert.That(SquareCodeLayout.MostWrong(wrong, dimension), Is.EqualTo(1));
        Array.Fill(wrong, true);
        Assert.That(SquareCodeLayout.MostWrong(wrong, dimension), Is.EqualTo(codewords / 2));
    }

    [Test]
    public void Marks_and_alternating_rows_hold_no_codewords()
    {
        bool[] wrong = new bool[41 * 41];
        for (int i = 0; i < 41; i++)
        {
            wrong[(6 * 41) + i] = wrong[(i * 41) + 6] = true;
            wrong[(Math.Min(i, 8) * 41) + Math.Min(i, 8)] = true;
        }

        Assert.That(SquareCodeLayout.MostWrong(wrong, 41), Is.Zero);
    }

    [Test]
    public void A_bar_code_begins_and_ends_with_a_bar_and_has_sixteen_units_a_character()
    {
        bool[] units = BarCodes.Units("11306AB123456781234");
        Assert.That((units.Length, units[0], units[^1]), Is.EqualTo(((21 * 16) - 1, true, true)));
    }

    [Test]
    public void Most_codes_of_clean_certificates_are_legible()
    {
        var clean = new SceneOptions { Kind = SceneKind.Certificate, MinimumSide = 1200, MaximumSide = 1300, MaximumSeverity = 0.05f };
        SceneCode[] codes = [.. Enumerable.Range(0, 4).SelectMany(i => SyntheticScene.Generate(SceneSeeds.Free + 77, clean, i).Codes).Where(code => code.IsSeen)];
        Assert.That(codes.Count(code => code.IsLegible), Is.GreaterThan(codes.Length / 2));
    }
}
