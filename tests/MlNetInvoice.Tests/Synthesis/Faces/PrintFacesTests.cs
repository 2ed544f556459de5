namespace MlNetInvoice.Synthesis.Faces;

public sealed class PrintFacesTests
{
    private const string Symbols = "-/:.,#$()";
    private const int Side = 24;

    private static float[] Draw(PrintFace face, char character)
    {
        float[] plane = new float[Side * Side];
        GlyphOutline outline = face.Outline(character);
        float middle = (outline.Left + outline.Right) / 2;
        new CoverageRasterizer().Draw(outline, AffineMap.Place(20, 20, 0, 0, 12 - (20 * middle), 22), plane, Side, Side, 1);
        return plane;
    }

    private static float Difference(float[] a, float[] b)
    {
        float difference = 0, total = 0;
        for (int i = 0; i < a.Length; i++)
        {
            difference += MathF.Abs(a[i] - b[i]);
            total += a[i] + b[i];
        }

        return difference / total;
    }

    [Test]
    public void Every_machine_of_the_plan_has_its_faces() => Assert.Multiple(() =>
    {
        Assert.That(PrintFaces.Of(PrintFaceKind.NumberingMachine), Has.Count.GreaterThanOrEqualTo(4));
        Assert.That(PrintFaces.Of(PrintFaceKind.DotMatrix), Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(PrintFaces.Of(PrintFaceKind.Thermal), Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(PrintFaces.Of(PrintFaceKind.Receipt), Has.Count.GreaterThanOrEqualTo(7));
        Assert.That(PrintFaces.Of(PrintFaceKind.Ocr), Has.Count.EqualTo(2));
        Assert.That(PrintFaces.Of(PrintFaceKind.Font), Is.Empty);
        Assert.That(PrintFaces.All.Select(face => face.Name), Is.Unique);
    });

    [Test]
    public void Every_character_is_there_has_ink_and_keeps_to_its_line()
    {
        foreach (PrintFace face in PrintFaces.All)
        {
            foreach (char character in PrintedClasses.Characters + Symbols)
            {
                GlyphOutline outline = face.Outline(character);
                Assert.That(face.Has(character) && !outline.IsEmpty, Is.True, $"{face.Name} '{character}'");
                Assert.That(Draw(face, character).Sum(), Is.GreaterThan(1), $"{face.Name} '{character}'");
                if (char.IsAsciiLetterOrDigit(character))
                {
                    Assert.That(-outline.Top, Is.EqualTo(1).Within(0.1), $"top of {face.Name} '{character}'");
                    Assert.That(outline.Bottom, Is.EqualTo(0).Within(character == 'Q' ? 0.2 : 0.11), $"bottom of {face.Name} '{character}'");
                }
            }
        }
    }

    [Test]
    public void No_two_faces_print_the_same_digits()
    {
        float[][][] drawn = [.. PrintFaces.All.Select(face => "0123456789".Select(c => Draw(face, c)).ToArray())];
        for (int i = 0; i < drawn.Length; i++)
        {
            for (int j = i + 1; j < drawn.Length; j++)
            {
                float mean = Enumerable.Range(0, 10).Average(k => Difference(drawn[i][k], drawn[j][k]));
                Assert.That(mean, Is.GreaterThan(0.04f), $"{PrintFaces.All[i].Name} and {PrintFaces.All[j].Name}");
            }
        }
    }

    [Test]
    public void No_two_digits_or_letters_of_a_face_look_the_same_but_for_O_and_zero_and_I_and_one()
    {
        foreach (PrintFace face in PrintFaces.All)
        {
            foreach (string group in (string[])["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
            {
                float[][] drawn = [.. group.Select(c => Draw(face, c))];
                for (int i = 0; i < drawn.Length; i++)
                {
                    for (int j = i + 1; j < drawn.Length; j++)
                    {
                        Assert.That(Difference(drawn[i], drawn[j]), Is.GreaterThan(0.04f), $"{face.Name}: {group[i]} and {group[j]}");
                    }
                }
            }
        }
    }

    [Test]
    public void Area_is_exact_for_boxes_and_triangles()
    {
        var builder = new OutlineBuilder();
        builder.AddBox(2.25f, 1.5f, 7.75f, 6.25f);
        builder.Add([10.5f, 2, 18.25f, 9.5f, 11, 14.75f]);
        float[] plane = new float[20 * 20];
        new CoverageRasterizer().Draw(builder.Build(0), new AffineMap(1, 0, 0, 0, 1, 0), plane, 20, 20, 1);
        double box = 5.5 * 4.75, triangle = 0.5 * Math.Abs(((18.25 - 10.5) * (14.75 - 2)) - ((11 - 10.5) * (9.5 - 2)));
        Assert.Multiple(() =>
        {
            Assert.That(plane.Sum(), Is.EqualTo(box + triangle).Within(0.05));
            Assert.That(plane[(3 * 20) + 4], Is.EqualTo(1).Within(1e-5));
            Assert.That(plane[(3 * 20) + 2], Is.EqualTo(0.75).Within(1e-5));
            Assert.That(plane[(1 * 20) + 5], Is.EqualTo(0.5).Within(1e-5));
        });
    }

    [Test]
    public void Outlines_that_leave_the_plane_are_cut_at_its_edge()
    {
        var builder = new OutlineBuilder();
        builder.AddBox(-50, -50, 4, 4);
        float[] plane = new float[10 * 10];
        new CoverageRasterizer().Draw(builder.Build(0), new AffineMap(1, 0, 0, 0, 1, 0), plane, 10, 10, 0.5f);
        Assert.That(plane.Sum(), Is.EqualTo(8).Within(0.01));
    }
}
